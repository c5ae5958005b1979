import type { SessionDetail } from '@tongke/contract'
import { lazy, type ComponentType, type LazyExoticComponent } from 'react'
import type { PanelProps } from './panel.ts'

interface Panel {
  /** Names its tab (`panel.<key>` of the words `research`) and its place in the address (`?tab=<key>`). */
  readonly key: string
  readonly Body: LazyExoticComponent<ComponentType<PanelProps>>
  /** Absent: always there. */
  readonly isShown?: (detail: SessionDetail) => boolean
}

/** From the first meeting on there is something to write down. */
const HAS_OUTCOME = ['DISCUSSION', 'SECOND_PREP', 'TEACHING', 'REVIEW', 'REFLECTION', 'OUTCOME', 'CLOSED']

/** The parts of a session's page, each in a chunk of its own; another one is one more line. */
export const PANELS = [
  {
    key: 'overview',
    Body: lazy(() => import('./overview-panel.tsx').then((m) => ({ default: m.OverviewPanel }))),
  },
  {
    key: 'design',
    Body: lazy(() => import('../design/designs-panel.tsx').then((m) => ({ default: m.DesignsPanel }))),
  },
  {
    key: 'observation',
    Body: lazy(() =>
      import('../observation/session-panel.tsx').then((m) => ({ default: m.ObservationPanel })),
    ),
    isShown: ({ lessons }) => lessons.some(({ purpose }) => purpose === 'teaching'),
  },
  {
    key: 'outcome',
    Body: lazy(() => import('../outcome/outcome-panel.tsx').then((m) => ({ default: m.OutcomePanel }))),
    isShown: ({ card }) => HAS_OUTCOME.includes(card.state),
  },
] as const satisfies readonly Panel[]

export type PanelKey = (typeof PANELS)[number]['key']

export const panelsOf = (detail: SessionDetail): readonly (Panel & { key: PanelKey })[] =>
  PANELS.filter((panel: Panel) => panel.isShown?.(detail) ?? true)
