import { createClip, listClips, type ClipType, type Replay, type ReplayChapter } from '@tongke/contract'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../../components/plain/dialog.tsx'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { TextField } from '../../../components/plain/text-field.tsx'
import { useMe } from '../../../lib/me.ts'
import { useAction } from '../../../lib/query.ts'
import type { ReplayPlayer } from '../../../live/replay/replay-player.ts'
import { clockText } from '../../../components/replay/clock-text.ts'
import { usePageWords } from '../../../components/replay/page-words.ts'

interface Props {
  replay: Replay
  player: ReplayPlayer
  onClose: () => void
}

/** One click makes a recording of all of it; a micro-lesson is the part between two turns of the page. */
export function ClipDialog({ replay, player, onClose }: Props) {
  const { t } = useTranslation('replay')
  const { chapters, durationMs } = replay
  const me = useMe().data
  const orgs = me?.kind === 'person' ? me.posts.filter(({ role }) => role === 'teacher') : []
  const orgId = (orgs[0] ?? (me?.kind === 'person' ? me.posts[0] : undefined))?.orgId
  const [type, setType] = useState<ClipType>('recording')
  const [title, setTitle] = useState(replay.title.slice(0, 80))
  const [part, setPart] = useState(() => partAround(chapters, durationMs, player.state.get().at))
  const making = useAction(createClip, [listClips])
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (!orgId) return
    const body = { type, title, orgId, ...(type === 'micro_lesson' ? { part } : {}) }
    making.mutate({ params: { id: replay.recordingId }, body }, { onSuccess: onClose })
  }
  return (
    <Dialog title={t('clip.title')} onClose={onClose}>
      <form className="clip-form" onSubmit={send}>
        <fieldset>
          <legend>{t('clip.what')}</legend>
          {(['recording', 'micro_lesson'] as const).map((one) => (
            <label key={one} className="clip-choice" data-on={type === one}>
              <input type="radio" name="type" checked={type === one} onChange={() => setType(one)} />
              <span>
                <b>{t(`clip.type.${one}`)}</b>
                <small>{t(`clip.hint.${one}`)}</small>
              </span>
            </label>
          ))}
        </fieldset>
        {type === 'micro_lesson' && <PartFields replay={replay} part={part} onChange={setPart} />}
        <TextField
          label={t('clip.name')}
          value={title}
          maxLength={80}
          required
          onChange={(event) => setTitle(event.target.value)}
        />
        <p className="clip-note">{t('clip.note')}</p>
        {making.error && <ErrorNotice error={making.error} />}
        <div className="clip-actions">
          <button type="button" className="button" onClick={onClose}>
            {t('cancel')}
          </button>
          <button type="submit" className="button button-primary" disabled={making.isPending || !orgId}>
            {t('clip.make')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

interface Part {
  fromMs: number
  toMs: number
}

/** The page that is shown now, to its end. */
function partAround(chapters: readonly ReplayChapter[], durationMs: number, at: number): Part {
  const index = Math.max(
    0,
    chapters.findLastIndex((one) => one.at <= at),
  )
  return { fromMs: chapters[index]?.at ?? 0, toMs: chapters[index + 1]?.at ?? durationMs }
}

function PartFields({
  replay,
  part,
  onChange,
}: {
  replay: Replay
  part: Part
  onChange: (part: Part) => void
}) {
  const { t } = useTranslation('replay')
  const words = usePageWords()
  const { chapters, pages, durationMs } = replay
  const named = (chapter: ReplayChapter) => {
    const page = pages.find(({ key }) => key === chapter.key)
    return `${clockText(chapter.at)} ${words(page)} ${chapter.title}`.trim()
  }
  const width = (ms: number) => `${(ms / Math.max(1, durationMs)) * 100}%`
  return (
    <fieldset className="clip-part">
      <legend>{t('clip.part', { length: clockText(part.toMs - part.fromMs) })}</legend>
      <div className="clip-line" aria-hidden="true">
        <span style={{ left: width(part.fromMs), width: width(part.toMs - part.fromMs) }} />
        {chapters.map(({ at }) => (
          <i key={at} style={{ left: width(at) }} />
        ))}
      </div>
      <label>
        {t('clip.from')}
        <select
          value={part.fromMs}
          onChange={(event) => {
            const fromMs = Number(event.target.value)
            const next = chapters.find((one) => one.at > fromMs)?.at ?? durationMs
            onChange({ fromMs, toMs: part.toMs > fromMs ? part.toMs : next })
          }}
        >
          {chapters.map((chapter) => (
            <option key={chapter.at} value={chapter.at}>
              {named(chapter)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('clip.to')}
        <select
          value={part.toMs}
          onChange={(event) => onChange({ ...part, toMs: Number(event.target.value) })}
        >
          {chapters
            .filter(({ at }) => at > part.fromMs)
            .map((chapter) => (
              <option key={chapter.at} value={chapter.at}>
                {t('clip.before', { page: named(chapter) })}
              </option>
            ))}
          <option value={durationMs}>{t('clip.end', { time: clockText(durationMs) })}</option>
        </select>
      </label>
    </fieldset>
  )
}
