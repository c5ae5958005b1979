import { useQuery } from '@tanstack/react-query'
import { useState, type PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { renditionUrl } from './rendition-url.ts'
import { clockOf } from './resume.rules.ts'
import { tileAt, tilesOf } from './storyboard.rules.ts'
import type { Timeline } from './timeline.ts'

interface Props {
  fileId: string
  hasStoryboard: boolean
  at: number
  duration: number
  buffered: number
  chapters: Timeline['chapters']
  onSeek: (at: number) => void
}

const share = (part: number, whole: number) => `${whole > 0 ? Math.min(100, (part / whole) * 100) : 0}%`

function useTiles(fileId: string, exists: boolean) {
  const { data } = useQuery({
    queryKey: ['storyboard', fileId],
    enabled: exists,
    staleTime: Infinity,
    retry: false,
    queryFn: async ({ signal }) => {
      const answer = await fetch(renditionUrl(fileId, 'storyboard.vtt'), { signal })
      return answer.ok ? tilesOf(await answer.text()) : []
    },
  })
  return data ?? []
}

/** Where it is in the video, with chapters and, under the pointer, a picture of what is there. */
export function SeekBar({ fileId, hasStoryboard, at, duration, buffered, chapters, onSeek }: Props) {
  const { t } = useTranslation('watch')
  const [hover, setHover] = useState<number | null>(null)
  // The pictures cost a weak line more than they give until somebody looks for a place.
  const tiles = useTiles(fileId, hasStoryboard && hover !== null)
  const look = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    setHover(Math.max(0, Math.min(1, (event.clientX - left) / width)) * duration)
  }
  const tile = hover === null ? undefined : tileAt(tiles, hover)
  const chapter = hover === null ? undefined : chapters.filter((one) => one.at <= hover).at(-1)
  return (
    <div className="seek" onPointerMove={look} onPointerLeave={() => setHover(null)}>
      <div className="seek-track" aria-hidden="true">
        <span className="seek-buffered" style={{ width: share(buffered, duration) }} />
        <span className="seek-done" style={{ width: share(at, duration) }} />
        {chapters.map((one) =>
          one.at > 0 && one.at < duration ? (
            <i key={`${one.at} ${one.title}`} style={{ left: share(one.at, duration) }} />
          ) : null,
        )}
      </div>
      <input
        type="range"
        min={0}
        max={duration || 1}
        step="any"
        value={at}
        disabled={duration === 0}
        aria-label={t('player.seek')}
        aria-valuetext={`${clockOf(at)} / ${clockOf(duration)}`}
        onChange={(event) => onSeek(Number(event.target.value))}
      />
      {hover !== null && duration > 0 && (
        <div
          className="seek-preview"
          style={{ left: `clamp(88px, ${share(hover, duration)}, calc(100% - 88px))` }}
          aria-hidden="true"
        >
          {tile && (
            <span
              style={{
                width: tile.width,
                height: tile.height,
                backgroundImage: `url(${renditionUrl(fileId, tile.sheet)})`,
                backgroundPosition: `-${tile.x}px -${tile.y}px`,
              }}
            />
          )}
          <b>
            {clockOf(hover)}
            {chapter && ` ${chapter.title}`}
          </b>
        </div>
      )}
    </div>
  )
}
