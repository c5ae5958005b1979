import type { Surface } from '@tongke/contract'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Confirm } from '../parts/confirm.tsx'
import { useCommand, useLesson } from '../room-context.tsx'
import { BinIcon, EraserIcon, HandPenIcon, LaserIcon, MarkerIcon, PenIcon, UndoIcon } from './board-icons.tsx'
import { INK_COLOURS } from './draw-ink.ts'
import type { ToolName, ToolState } from './use-board-tool.ts'

const TOOLS: readonly { name: ToolName; icon: ReactNode; shortcut: string }[] = [
  { name: 'pen', icon: <PenIcon />, shortcut: 'W' },
  { name: 'marker', icon: <MarkerIcon />, shortcut: 'G' },
  { name: 'eraser', icon: <EraserIcon />, shortcut: 'E' },
  { name: 'laser', icon: <LaserIcon />, shortcut: 'X' },
]

interface RackProps {
  surface: Surface
  state: ToolState
  /** The lecturer clears boards and lets the class write. */
  isLecturer: boolean
}

/** Pen, marker, eraser, pointer, colours; every one of them a finger wide. */
export function ToolRack({ surface, state, isLecturer }: RackProps) {
  const { t } = useTranslation('board')
  const send = useCommand()
  const hasInk = state.name === 'pen' || state.name === 'marker'
  return (
    <div className="rack" role="toolbar" aria-label={t('tools.title')} aria-orientation="vertical">
      {TOOLS.map(({ name, icon, shortcut }) => (
        <button
          key={name}
          type="button"
          className="rack-tool"
          aria-pressed={state.name === name}
          aria-label={t(`tools.${name}`)}
          aria-keyshortcuts={isLecturer ? shortcut : undefined}
          title={isLecturer ? `${t(`tools.${name}`)} (${shortcut})` : t(`tools.${name}`)}
          onClick={() => state.pick(name)}
        >
          {icon}
        </button>
      ))}
      {hasInk && <Colours state={state} />}
      <i className="rack-gap" />
      <button
        type="button"
        className="rack-tool"
        aria-label={t('tools.undo')}
        title={t('tools.undo')}
        onClick={() => void send({ type: 'undo_stroke', surface })}
      >
        <UndoIcon />
      </button>
      {isLecturer && <Clear surface={surface} />}
      {isLecturer && <LetWrite />}
    </div>
  )
}

function Colours({ state }: { state: ToolState }) {
  const { t } = useTranslation('board')
  return (
    <div className="rack-colours" role="group" aria-label={t('tools.colour')}>
      {state.colours.map((colour) => (
        <button
          key={colour}
          type="button"
          className="rack-colour"
          aria-pressed={state.colour === colour}
          aria-label={t(`colour.${colour}`)}
          onClick={() => state.setColour(colour)}
        >
          <i style={{ background: INK_COLOURS[colour] }} />
        </button>
      ))}
      {state.name === 'pen' && <Width state={state} />}
    </div>
  )
}

const WIDTH_WORDS = ['thin', 'middle', 'thick'] as const

/** One after the other: a third of the room of three buttons. */
function Width({ state }: { state: ToolState }) {
  const { t } = useTranslation('board')
  const at = state.widths.indexOf(state.width)
  const words = t('tools.width', { width: t(`width.${WIDTH_WORDS[at] ?? 'middle'}`) })
  return (
    <button
      type="button"
      className="rack-colour"
      aria-label={words}
      title={words}
      onClick={() => state.setWidth(state.widths[(at + 1) % state.widths.length]!)}
    >
      <b style={{ width: 8 + 7 * at, height: 8 + 7 * at }} />
    </button>
  )
}

function Clear({ surface }: { surface: Surface }) {
  const { t } = useTranslation('board')
  const send = useCommand()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <button
        type="button"
        className="rack-tool"
        aria-label={t('tools.clear')}
        title={t('tools.clear')}
        onClick={() => setAsking(true)}
      >
        <BinIcon />
      </button>
      {isAsking && (
        <Confirm
          title={t('clear.title')}
          action={t('clear.confirm')}
          onCancel={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false)
            void send({ type: 'clear_surface', surface })
          }}
        >
          <p>{t('clear.hint')}</p>
        </Confirm>
      )}
    </>
  )
}

/** 允许上台的班级书写. */
function LetWrite() {
  const { t } = useTranslation('board')
  const { lesson } = useLesson()
  const send = useCommand()
  const allowed = lesson.board.stageMayWrite
  return (
    <button
      type="button"
      className="rack-tool rack-let"
      aria-pressed={allowed}
      aria-label={t(allowed ? 'tools.stopWriting' : 'tools.letWrite')}
      title={t(allowed ? 'tools.stopWriting' : 'tools.letWrite')}
      onClick={() => void send({ type: 'allow_writing', allowed: !allowed })}
    >
      <HandPenIcon />
    </button>
  )
}
