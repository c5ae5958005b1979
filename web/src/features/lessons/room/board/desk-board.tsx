import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand, useLesson } from '../room-context.tsx'
import { PlusIcon, SlidesIcon } from './board-icons.tsx'
import { heldBy, surfaceForKey } from './board.rules.ts'
import { DeckPicker } from './deck-picker.tsx'
import { PageStrip } from './page-strip.tsx'
import { SurfaceView } from './surface-view.tsx'
import { ToolRack } from './tool-rack.tsx'
import { useBoardTool, type ToolName } from './use-board-tool.ts'
import { useDecks } from './use-decks.ts'

/** Slide or board in the middle of the lecturer's desk; while the classes see the lecturer, a line from which to begin. */
export function DeskBoard() {
  const { lesson } = useLesson()
  const { surface } = lesson.board
  const [isPicking, setPicking] = useState(false)
  const pick = () => setPicking(true)
  return (
    <>
      {surface === null ? <Opener onPick={pick} /> : <Writing surface={surface} onPick={pick} />}
      {isPicking && <DeckPicker onClose={() => setPicking(false)} />}
    </>
  )
}

function Opener({ onPick }: { onPick: () => void }) {
  const { t } = useTranslation('board')
  const { lesson } = useLesson()
  const send = useCommand()
  const { shelf } = useDecks()
  const ready = shelf.decks.filter(({ state }) => state === 'ready')
  const legs = lesson.plan.legs
  const there = legs.filter((leg) => ready.every((deck) => heldBy(deck, leg.id) === deck.pages.length))
  const last = lesson.board.decks.at(-1)
  return (
    <section className="board-opener" aria-label={t('opener.title')}>
      <button type="button" className="desk-button desk-button-chalk" onClick={onPick}>
        <SlidesIcon />
        {t('opener.slides', { count: shelf.decks.length })}
      </button>
      {last && (
        <button
          type="button"
          className="desk-button"
          onClick={() => void send({ type: 'choose_deck', fileId: last.fileId })}
        >
          {t('opener.goOn', { title: last.title, page: last.page })}
        </button>
      )}
      <button
        type="button"
        className="desk-button"
        onClick={() =>
          void send(
            lesson.board.boards > 0
              ? { type: 'show_surface', surface: `board:${lesson.board.boards}` }
              : { type: 'add_board' },
          )
        }
      >
        <PlusIcon />
        {t('opener.board')}
      </button>
      {ready.length > 0 && (
        <p data-there={there.length === legs.length}>
          {t('opener.there', { there: there.length, count: legs.length })}
        </p>
      )}
    </section>
  )
}

/** Write, gloss, erase, point: letters that no other tool of the desk has. */
const KEYS: Readonly<Record<string, ToolName>> = { w: 'pen', g: 'marker', e: 'eraser', x: 'laser' }

function Writing({ surface, onPick }: { surface: string; onPick: () => void }) {
  const { t } = useTranslation('board')
  const { lesson } = useLesson()
  const send = useCommand()
  const state = useBoardTool(surface, null)
  useKeys((key) => {
    const tool = KEYS[key.toLowerCase()]
    if (tool) state.pick(tool)
    const to = surfaceForKey(lesson.board, key)
    if (to) void send({ type: 'show_surface', surface: to })
    return tool !== undefined || to !== undefined
  })
  return (
    <section className="desk-board" aria-label={t('title')}>
      <ToolRack surface={surface} state={state} isLecturer />
      <SurfaceView surface={surface} tool={state.tool} />
      <PageStrip surface={surface} onPick={onPick} />
    </section>
  )
}

/** Keys that are nobody else's: not while something is typed, a dialog is open or a modifier is held. */
function useKeys(act: (key: string) => boolean): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      const target = event.target instanceof Element ? event.target : null
      if (target?.closest('input, textarea, select, [contenteditable], dialog[open]')) return
      if (act(event.key)) event.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  })
}
