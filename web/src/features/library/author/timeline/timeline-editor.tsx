import type { ResourceFile } from '@tongke/contract'
import { Segmented } from 'antd'
import { useRef, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorPanel } from '../../../../components/plain/error-words.tsx'
import { AudioPlayer } from '../../watch/audio-player.tsx'
import type { Timeline } from '../../watch/timeline.ts'
import { useMediaState } from '../../watch/use-media-state.ts'
import type { Play } from '../../watch/use-play.ts'
import { VideoPlayer } from '../../watch/video-player.tsx'
import { ChaptersEditor } from './chapters-editor.tsx'
import { CuesEditor } from './cues-editor.tsx'
import { LANGUAGES, useCues, type Language } from './use-cues.ts'

/** Work on a video is no viewing of it: nothing is reported. */
const UNCOUNTED: Play = { watched: null, closed: false, link: { current: null }, reopen: () => undefined }

interface Props {
  file: ResourceFile
  title: string
  timeline: Timeline
}

/** The video at the left with its chapters, its lines at the right. */
export function TimelineEditor({ file, title, timeline }: Props) {
  const media = useRef<HTMLMediaElement | null>(null)
  // The lines are shown as they are typed, not as they were saved.
  const shared = { file, title, media, play: UNCOUNTED, timeline: { ...timeline, subtitles: [] } }
  return (
    <div className="timeline">
      <div className="timeline-left">
        {file.kind === 'video' ? <VideoPlayer {...shared} /> : <AudioPlayer {...shared} />}
        <ChaptersEditor fileId={file.id} first={timeline.chapters} media={media} />
      </div>
      {file.kind === 'video' && <Subtitles file={file} timeline={timeline} media={media} />}
    </div>
  )
}

function Subtitles({
  file,
  timeline,
  media,
}: {
  file: ResourceFile
  timeline: Timeline
  media: RefObject<HTMLMediaElement | null>
}) {
  const { t } = useTranslation('timeline')
  const [language, setLanguage] = useState<Language>('zh-CN')
  const [changed, setChanged] = useState(false)
  const { at } = useMediaState(media)
  const exist = timeline.subtitles.some((one) => one.language === language)
  const cues = useCues(file.id, language, exist)
  return (
    <section className="card desk-part timeline-right" aria-labelledby="subtitles">
      <header className="timeline-head">
        <h2 id="subtitles">{t('cues.title')}</h2>
        <Segmented
          aria-label={t('cues.language')}
          disabled={changed}
          value={language}
          onChange={setLanguage}
          options={LANGUAGES.map((value) => ({ value, label: t(`language.${value}`) }))}
        />
      </header>
      {cues.error && <ErrorPanel error={cues.error} onRetry={() => void cues.refetch()} />}
      {cues.data && (
        <CuesEditor
          key={language}
          fileId={file.id}
          language={language}
          first={cues.data}
          media={media}
          atMs={at * 1000}
          changed={changed}
          onChanged={setChanged}
        />
      )}
    </section>
  )
}
