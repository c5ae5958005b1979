import { getDeckPage, listDecks, removeDeck, type LessonDetail, type LessonDeck } from '@tongke/contract'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../../components/plain/error-words.tsx'
import { urlOf } from '../../../lib/api-url.ts'
import { useAction, useEndpoint } from '../../../lib/query.ts'
import { uploadDeck } from '../../../live/board/deck-upload.ts'

const FILES = '.pdf,.ppt,.pptx,.odp,.doc,.docx,.png,.jpg,.jpeg,.webp'
const REFRESH_MS = 5_000

/** Slides of a lesson: what the lecturer brings along, and which class has them before it begins. */
export function Slides({ lesson: { summary } }: { lesson: LessonDetail }) {
  const { t } = useTranslation('board')
  const { id, me } = summary
  const list = useEndpoint(
    listDecks,
    { params: { id } },
    { enabled: me !== null, refetchInterval: REFRESH_MS },
  )
  if (!list.data || list.isPlaceholderData) return null
  const { items, canEdit } = list.data
  if (items.length === 0 && !canEdit) return null
  return (
    <section className="card materials" aria-labelledby="slides">
      <header>
        <h2 id="slides">{t('page.title')}</h2>
        {canEdit && <AddSlides lessonId={id} onDone={() => void list.refetch()} />}
      </header>
      {items.length === 0 && <p className="quiet">{t('page.none')}</p>}
      <ol>
        {items.map((deck) => (
          <SlidesRow key={deck.fileId} deck={deck} summary={summary} canEdit={canEdit} />
        ))}
      </ol>
    </section>
  )
}

interface RowProps {
  deck: LessonDeck
  summary: LessonDetail['summary']
  canEdit: boolean
}

function SlidesRow({ deck, summary, canEdit }: RowProps) {
  const { t } = useTranslation('board')
  const { message } = App.useApp()
  const errorText = useErrorText()
  const removing = useAction(removeDeck, [listDecks])
  const { fileId, pages, copies } = deck
  const [first] = pages
  const held = (legId: string) =>
    Math.max(0, ...copies.filter((copy) => copy.legId === legId).map((copy) => copy.pages))
  const remove = () =>
    removing.mutate(
      { params: { id: summary.id, fileId } },
      { onError: (error) => void message.error(errorText(error)) },
    )
  return (
    <li>
      <span className="material">
        <span className="material-picture" aria-hidden="true">
          {first && (
            <img src={urlOf(getDeckPage.path, { id: summary.id, fileId, name: first.small.name })} alt="" />
          )}
        </span>
        <span>
          <strong>{deck.title}</strong>
          <span className="sub">
            {deck.state === 'ready'
              ? t('decks.pages', { count: pages.length })
              : t(`decks.${deck.state}`, { percent: Math.round(100 * deck.progress) })}
            {deck.own && ` · ${t('decks.own')}`}
          </span>
        </span>
      </span>
      {deck.state === 'ready' &&
        summary.legs.map((leg) => (
          <span key={leg.id} className={held(leg.id) === pages.length ? 'pill pill-ok' : 'pill'}>
            {leg.orgName}{' '}
            {held(leg.id) === pages.length ? t('decks.there') : `${held(leg.id)}/${pages.length}`}
          </span>
        ))}
      {canEdit && deck.own && (
        <span className="material-acts">
          <Button type="text" danger loading={removing.isPending} onClick={remove}>
            {t('page.remove')}
          </Button>
        </span>
      )}
    </li>
  )
}

function AddSlides({ lessonId, onDone }: { lessonId: string; onDone: () => void }) {
  const { t } = useTranslation('board')
  const { message } = App.useApp()
  const errorText = useErrorText()
  const [share, setShare] = useState<number | null>(null)
  const add = async (file: File) => {
    setShare(0)
    await uploadDeck(lessonId, file, setShare).catch((error: unknown) => void message.error(errorText(error)))
    setShare(null)
    onDone()
  }
  return (
    <label className="slides-add" aria-disabled={share !== null}>
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
  )
}
