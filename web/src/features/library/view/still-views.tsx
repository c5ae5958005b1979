import { useQuery } from '@tanstack/react-query'
import type { ResourceFile } from '@tongke/contract'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { FullIcon } from '../watch/player-icons.tsx'
import { IconButton } from '../watch/player-bar.tsx'
import { renditionUrl } from '../watch/rendition-url.ts'
import './view.css'

/** A picture, as large as the line and the screen make sensible. */
export function ImageView({ file, title }: { file: ResourceFile; title: string }) {
  const { t } = useTranslation('watch')
  const frame = useRef<HTMLDivElement>(null)
  const url = (name: string) => renditionUrl(file.id, name)
  const toggle = () =>
    void (document.fullscreenElement ? document.exitFullscreen() : frame.current?.requestFullscreen())?.catch(
      () => undefined,
    )
  return (
    <div className="pages still" ref={frame}>
      <div className="pages-sheet">
        <img
          src={url('medium.webp')}
          srcSet={`${url('small.webp')} 320w, ${url('medium.webp')} 960w, ${url('large.webp')} 1920w`}
          sizes="(max-width: 900px) 100vw, 900px"
          alt={title}
        />
      </div>
      <div className="pages-bar">
        <span className="player-gap" />
        <IconButton words={t('player.fullscreen')} onClick={toggle}>
          <FullIcon />
        </IconButton>
      </div>
    </div>
  )
}

export function TextView({ file }: { file: ResourceFile }) {
  const { t } = useTranslation('watch')
  const { data, isError } = useQuery({
    queryKey: ['text', file.id],
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const answer = await fetch(renditionUrl(file.id, 'text.txt'), { signal })
      if (!answer.ok) throw new Error(String(answer.status))
      return answer.text()
    },
  })
  if (isError) return <p className="stage-note">{t('stage.failed')}</p>
  return <pre className="text-view card">{data ?? ''}</pre>
}
