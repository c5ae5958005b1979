import { boardSurface, slideSurface, type Surface } from '@tongke/contract'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand, useLesson } from '../room-context.tsx'
import { ArrowLeftIcon, ArrowRightIcon, FaceIcon, PlusIcon, SlidesIcon } from './board-icons.tsx'
import { currentDeck, neighbour } from './board.rules.ts'
import { useDecks } from './use-decks.ts'

/** Pages of the deck, boards, and the way back to the lecturer's picture. */
export function PageStrip({ surface, onPick }: { surface: Surface; onPick: () => void }) {
  const { t } = useTranslation('board')
  const { lesson } = useLesson()
  const send = useCommand()
  const show = (to: Surface | null) => void send({ type: 'show_surface', surface: to })
  const step = (by: 1 | -1) => {
    const to = neighbour(lesson.board, by)
    return (
      <button
        type="button"
        className="desk-button desk-button-icon"
        aria-label={t(by > 0 ? 'strip.next' : 'strip.previous')}
        aria-keyshortcuts={by > 0 ? 'PageDown ArrowRight' : 'PageUp ArrowLeft'}
        disabled={to === null}
        onClick={() => to && show(to)}
      >
        {by > 0 ? <ArrowRightIcon /> : <ArrowLeftIcon />}
      </button>
    )
  }
  return (
    <nav className="strip" aria-label={t('strip.title')}>
      <button type="button" className="desk-button" onClick={() => show(null)}>
        <FaceIcon />
        {t('strip.face')}
      </button>
      <button type="button" className="desk-button" onClick={onPick}>
        <SlidesIcon />
        {t('strip.decks')}
      </button>
      {step(-1)}
      <Thumbnails surface={surface} onShow={show} />
      {step(1)}
      <button
        type="button"
        className="desk-button"
        disabled={lesson.board.boards >= 20}
        onClick={() => void send({ type: 'add_board' })}
      >
        <PlusIcon />
        {t('strip.newBoard')}
      </button>
    </nav>
  )
}

function Thumbnails({ surface, onShow }: { surface: Surface; onShow: (surface: Surface) => void }) {
  const { t } = useTranslation('board')
  const { lesson } = useLesson()
  const { keeper, shelf } = useDecks()
  const list = useRef<HTMLOListElement>(null)
  const deck = currentDeck(lesson.board)
  const pages = shelf.decks.find(({ fileId }) => fileId === deck?.fileId)?.pages ?? []
  useEffect(() => {
    const strip = list.current
    const chosen = strip?.querySelector<HTMLElement>('[aria-current=true]')
    if (strip && chosen) strip.scrollLeft = chosen.offsetLeft - strip.clientWidth / 2 + chosen.clientWidth / 2
  }, [surface])
  const boards = Array.from({ length: lesson.board.boards }, (_, index) => index + 1)
  return (
    <ol className="strip-pages" ref={list}>
      {deck &&
        Array.from({ length: deck.pages }, (_, index) => index + 1).map((number) => {
          const page = pages[number - 1]
          const target = slideSurface(deck.fileId, number)
          return (
            <li key={target}>
              <button
                type="button"
                aria-current={target === surface}
                aria-label={t('strip.page', { page: number })}
                onClick={() => onShow(target)}
              >
                {page && (
                  <img src={keeper.small(deck.fileId, page)} alt="" loading="lazy" draggable={false} />
                )}
                <span>{number}</span>
              </button>
            </li>
          )
        })}
      {boards.map((number) => (
        <li key={number}>
          <button
            type="button"
            className="strip-board"
            aria-current={boardSurface(number) === surface}
            aria-label={t('strip.board', { number })}
            onClick={() => onShow(boardSurface(number))}
          >
            {t('strip.boardShort')}
            <span>{number}</span>
          </button>
        </li>
      ))}
    </ol>
  )
}
