import type { LessonDeck } from '@tongke/contract'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { uploadDeck } from '../../../../live/board/deck-upload.ts'
import { codeOf } from '../../../../live/live-error.ts'
import { useCommand, useLesson } from '../room-context.tsx'
import { PlusIcon } from './board-icons.tsx'
import { heldBy } from './board.rules.ts'
import { useDecks } from './use-decks.ts'

const FILES = '.pdf,.ppt,.pptx,.odp,.doc,.docx,.png,.jpg,.jpeg,.webp'

/** Which slides, and which class has them already. */
export function DeckPicker({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('board')
  const { t: common } = useTranslation()
  const { shelf } = useDecks()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return (
    <dialog ref={dialog} className="room-dialog decks" aria-label={t('decks.title')} onCancel={onClose}>
      <h2>{t('decks.title')}</h2>
      {!shelf.isKnown && <p role="status">{t(shelf.error ? 'decks.unreachable' : 'decks.loading')}</p>}
      {shelf.isKnown && shelf.decks.length === 0 && <p>{t('decks.none')}</p>}
      <ul>
        {shelf.decks.map((deck) => (
          <DeckRow key={deck.fileId} deck={deck} onDone={onClose} />
        ))}
      </ul>
      <div className="room-dialog-actions">
        <AddDeck />
        <button type="button" className="button button-big" onClick={onClose}>
          {common('close')}
        </button>
      </div>
    </dialog>
  )
}

function DeckRow({ deck, onDone }: { deck: LessonDeck; onDone: () => void }) {
  const { t } = useTranslation('board')
  const { lesson } = useLesson()
  const { keeper } = useDecks()
  const send = useCommand()
  const first = deck.pages[0]
  const choose = async () => {
    if (await send({ type: 'choose_deck', fileId: deck.fileId })) onDone()
  }
  return (
    <li>
      <button type="button" className="deck" disabled={deck.state !== 'ready'} onClick={() => void choose()}>
        <span className="deck-picture">
          {first && <img src={keeper.small(deck.fileId, first)} alt="" draggable={false} />}
        </span>
        <span className="deck-words">
          <strong>{deck.title}</strong>
          <small>
            {deck.state === 'ready'
              ? t('decks.pages', { count: deck.pages.length })
              : t(`decks.${deck.state}`, { percent: Math.round(100 * deck.progress) })}
            {deck.own && ` · ${t('decks.own')}`}
          </small>
        </span>
      </button>
      {deck.state === 'ready' && (
        <ul className="deck-classes">
          {lesson.plan.legs.map((leg) => {
            const held = heldBy(deck, leg.id)
            const isThere = held === deck.pages.length
            return (
              <li key={leg.id} data-there={isThere}>
                {leg.orgName} {isThere ? t('decks.there') : `${held}/${deck.pages.length}`}
              </li>
            )
          })}
        </ul>
      )}
    </li>
  )
}

/** A file of this machine, for this lesson. */
function AddDeck() {
  const { t } = useTranslation('board')
  const { t: errors } = useTranslation('errors')
  const { lesson } = useLesson()
  const { keeper, shelf } = useDecks()
  const [share, setShare] = useState<number | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  if (!shelf.canEdit) return null
  const add = async (file: File) => {
    setProblem(null)
    setShare(0)
    try {
      await uploadDeck(lesson.lessonId, file, setShare)
      await keeper.look()
    } catch (error) {
      setProblem(errors(codeOf(error)))
    }
    setShare(null)
  }
  return (
    <>
      <label className="button button-big deck-add" aria-disabled={share !== null}>
        <PlusIcon />
        {share === null ? t('decks.add') : t('decks.sending', { percent: Math.round(100 * share) })}
        <input
          type="file"
          className="visually-hidden"
          accept={FILES}
          disabled={share !== null}
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? []
            currentTarget.value = ''
            if (file) void add(file)
          }}
        />
      </label>
      {problem && <p role="alert">{problem}</p>}
    </>
  )
}
