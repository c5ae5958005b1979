import { getTimeline, saveChapters } from '@tongke/contract'
import { App, Button, Input } from 'antd'
import { useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../../components/plain/error-words.tsx'
import { useAction } from '../../../../lib/query.ts'
import { useStayWarning } from '../../../../lib/use-stay-warning.ts'
import { seekTo } from '../../watch/media-acts.ts'
import type { Timeline } from '../../watch/timeline.ts'
import { stampOf } from './time-text.ts'

type Chapter = Timeline['chapters'][number]

interface Props {
  fileId: string
  first: readonly Chapter[]
  media: RefObject<HTMLMediaElement | null>
}

const TITLE_MAX = 60
const byTime = (a: Chapter, b: Chapter) => a.at - b.at

/** Where the parts begin: marked while the video runs, named, saved together. */
export function ChaptersEditor({ fileId, first, media }: Props) {
  const { t } = useTranslation('timeline')
  const { t: common } = useTranslation()
  const { message } = App.useApp()
  const [chapters, setChapters] = useState(first)
  const [changed, setChanged] = useState(false)
  const saving = useAction(saveChapters, [getTimeline])
  useStayWarning(changed)
  const change = (next: readonly Chapter[]) => {
    setChapters(next)
    setChanged(true)
    saving.reset()
  }
  const mark = () => {
    const at = Math.round((media.current?.currentTime ?? 0) * 10) / 10
    if (chapters.some((one) => one.at === at)) return void message.info(t('chapters.there'))
    change([...chapters, { at, title: '' }].sort(byTime))
  }
  const unnamed = chapters.some(({ title }) => title.trim() === '')
  const save = () =>
    saving.mutate(
      { params: { id: fileId }, body: { chapters: [...chapters] } },
      {
        onSuccess: () => {
          setChanged(false)
          void message.success(common('saved'))
        },
      },
    )
  return (
    <section className="card desk-part" aria-labelledby="chapters">
      <header className="timeline-head">
        <h2 id="chapters">{t('chapters.title')}</h2>
        <Button onClick={mark}>{t('chapters.mark')}</Button>
      </header>
      {chapters.length === 0 && <p className="quiet">{t('chapters.none')}</p>}
      <ol className="chapter-rows">
        {chapters.map((chapter, index) => (
          <li key={chapter.at}>
            <button type="button" className="cue-go" onClick={() => seekTo(media, chapter.at)}>
              {stampOf(chapter.at * 1000)}
            </button>
            <Input
              aria-label={t('chapters.nameAt', { time: stampOf(chapter.at * 1000) })}
              placeholder={t('chapters.name')}
              maxLength={TITLE_MAX}
              value={chapter.title}
              onChange={({ target }) => change(chapters.with(index, { ...chapter, title: target.value }))}
            />
            <Button
              type="text"
              className="row-close"
              aria-label={t('chapters.removeAt', { time: stampOf(chapter.at * 1000) })}
              onClick={() => change(chapters.filter((one) => one !== chapter))}
            >
              ✕
            </Button>
          </li>
        ))}
      </ol>
      {saving.error && <ErrorNotice error={saving.error} />}
      {changed && (
        <footer className="timeline-foot">
          {unnamed && <span className="quiet">{t('chapters.unnamed')}</span>}
          <Button
            onClick={() => {
              setChapters(first)
              setChanged(false)
            }}
          >
            {t('drop')}
          </Button>
          <Button type="primary" disabled={unnamed} loading={saving.isPending} onClick={save}>
            {t('chapters.save')}
          </Button>
        </footer>
      )}
    </section>
  )
}
