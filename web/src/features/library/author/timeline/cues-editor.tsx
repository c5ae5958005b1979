import { getTimeline, saveSubtitles, vttOf, type Cue } from '@tongke/contract'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useCallback, useRef, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../../components/plain/error-words.tsx'
import { useAction } from '../../../../lib/query.ts'
import { useStayWarning } from '../../../../lib/use-stay-warning.ts'
import { seekTo } from '../../watch/media-acts.ts'
import { CueRow } from './cue-row.tsx'
import { cueAt, cuesFrom, draftsOf, subtitlesFrom, withCueAt, wordsOf, type CueDraft } from './cues.rules.ts'
import { msOf, stampOf } from './time-text.ts'
import { subtitlesKey, type Language } from './use-cues.ts'

interface Props {
  fileId: string
  language: Language
  first: readonly Cue[]
  media: RefObject<HTMLMediaElement | null>
  atMs: number
  changed: boolean
  onChanged: (changed: boolean) => void
}

/** The lines of one language: from a file or typed beside the video, saved together. */
export function CuesEditor({ fileId, language, first, media, atMs, changed, onChanged }: Props) {
  const { t } = useTranslation('timeline')
  const { t: common } = useTranslation()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [drafts, setDrafts] = useState(() => draftsOf(first))
  const [fresh, setFresh] = useState<number>()
  const [unreadable, setUnreadable] = useState(false)
  const saving = useAction(saveSubtitles, [getTimeline])
  useStayWarning(changed)
  const edit = useCallback(
    (next: (before: CueDraft[]) => CueDraft[]) => {
      setDrafts(next)
      onChanged(true)
    },
    [onChanged],
  )
  const replace = useCallback(
    (cue: CueDraft) => edit((before) => before.map((one) => (one.key === cue.key ? cue : one))),
    [edit],
  )
  const remove = useCallback(
    (key: number) => edit((before) => before.filter((one) => one.key !== key)),
    [edit],
  )
  const seek = useCallback((stamp: string) => seekTo(media, (msOf(stamp) ?? 0) / 1000), [media])
  const now = useCallback(() => stampOf(Math.round((media.current?.currentTime ?? 0) * 10) * 100), [media])
  const add = () => {
    const made = withCueAt(drafts, msOf(now()) ?? 0)
    edit(() => made.drafts)
    setFresh(made.key)
  }
  const take = async (file: File) => {
    const cues = subtitlesFrom(wordsOf(await file.arrayBuffer()))
    setUnreadable(cues === null)
    if (cues) edit(() => draftsOf(cues))
  }
  const cues = cuesFrom(drafts)
  const save = () => {
    if (!cues) return
    saving.mutate(
      { params: { id: fileId, language }, body: { vtt: cues.length === 0 ? '' : vttOf(cues) } },
      {
        onSuccess: () => {
          queries.setQueryData(subtitlesKey(fileId, language), cues)
          setDrafts(draftsOf(cues))
          onChanged(false)
          void message.success(common('saved'))
        },
      },
    )
  }
  const lit = cueAt(drafts, atMs)
  return (
    <>
      <div className="cue-tools">
        <VttFile onFile={(file) => void take(file)} />
        <Button onClick={add}>{t('cues.add', { time: stampOf(Math.round(atMs / 100) * 100) })}</Button>
        <span className="quiet">{t('cues.count', { count: drafts.length })}</span>
      </div>
      {unreadable && (
        <p className="notice" role="alert">
          {t('cues.unreadable')}
        </p>
      )}
      {drafts.length === 0 && <p className="quiet">{t('cues.none')}</p>}
      <ol className="cue-rows">
        {drafts.map((cue) => (
          <CueRow
            key={cue.key}
            cue={cue}
            lit={cue === lit}
            fresh={cue.key === fresh}
            onChange={replace}
            onRemove={remove}
            onSeek={seek}
            now={now}
          />
        ))}
      </ol>
      {saving.error && <ErrorNotice error={saving.error} />}
      {changed && (
        <footer className="timeline-foot">
          {!cues && <span className="field-error">{t('cues.wrong')}</span>}
          <Button
            onClick={() => {
              setDrafts(draftsOf(first))
              onChanged(false)
            }}
          >
            {t('drop')}
          </Button>
          <Button type="primary" disabled={!cues} loading={saving.isPending} onClick={save}>
            {t('cues.save')}
          </Button>
        </footer>
      )}
    </>
  )
}

function VttFile({ onFile }: { onFile: (file: File) => void }) {
  const { t } = useTranslation('timeline')
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".vtt,.srt,text/vtt"
        hidden
        aria-label={t('cues.file')}
        onChange={({ target }) => {
          const [file] = target.files ?? []
          if (file) onFile(file)
          target.value = ''
        }}
      />
      <Button onClick={() => input.current?.click()}>{t('cues.file')}</Button>
    </>
  )
}
