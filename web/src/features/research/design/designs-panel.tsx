import type { PanelProps } from '../session/panel.ts'
import { DesignsCard } from './designs-card.tsx'

/** 教学设计 on a session's page. */
export function DesignsPanel({ detail }: PanelProps) {
  return <DesignsCard sessionId={detail.card.id} />
}
