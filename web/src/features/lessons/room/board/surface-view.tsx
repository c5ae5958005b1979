import './board.css'
import { placeOf, type Surface } from '@tongke/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLesson, useRoom } from '../room-context.tsx'
import { useBox } from './use-box.ts'
import { useDecks } from './use-decks.ts'
import { useInkLayers } from './use-ink-layers.ts'
import { useWriting, type BoardTool } from './use-writing.ts'

const BOARD_ASPECT = 16 / 9

/** What everybody looks at: a page or a board with all that is written on it. With a tool one writes oneself. */
export function SurfaceView({ surface, tool = null }: { surface: Surface; tool?: BoardTool }) {
  const place = placeOf(surface)
  const key = place.kind === 'slide' ? place.fileId : 'board'
  return <Sheet key={key} surface={surface} tool={tool} />
}

function Sheet({ surface, tool }: { surface: Surface; tool: BoardTool }) {
  const { ink: book } = useRoom().client
  const place = placeOf(surface)
  const [aspect, setAspect] = useState(BOARD_ASPECT)
  const { frame, size } = useBox(place.kind === 'slide' ? aspect : BOARD_ASPECT)
  const { ink, live } = useInkLayers(book, surface, size)
  const writing = useWriting(surface, size, tool)
  return (
    <div className="surface-frame" ref={frame}>
      <div
        className={`surface surface-${place.kind}${tool ? ` surface-${tool.kind}` : ''}`}
        style={size}
        data-testid="surface"
        data-surface={surface}
        {...writing}
      >
        {place.kind === 'slide' && (
          <SlidePicture fileId={place.fileId} page={place.page} onAspect={setAspect} />
        )}
        <canvas ref={ink} data-testid="ink" />
        <canvas ref={live} data-testid="live-ink" />
      </div>
    </div>
  )
}

interface SlideProps {
  fileId: string
  page: number
  onAspect: (aspect: number) => void
}

/** The page that was shown stays until the new one is there: never a blank in front of a class. */
function SlidePicture({ fileId, page, onAspect }: SlideProps) {
  const { t } = useTranslation('board')
  const { lesson } = useLesson()
  const { keeper, shelf } = useDecks()
  const deck = lesson.board.decks.find((one) => one.fileId === fileId)
  const url = keeper.picture(fileId, page)
  const [failed, setFailed] = useState<string | null>(null)
  const next = keeper.picture(fileId, page + 1)
  if (!url)
    return (
      <p className="surface-words" role="status">
        {t(shelf.error && !shelf.isKnown ? 'slide.unreachable' : 'slide.coming')}
      </p>
    )
  return (
    <>
      <img
        src={url}
        alt={t('slide.alt', { title: deck?.title ?? '', page })}
        draggable={false}
        data-testid="slide"
        data-page={page}
        onLoad={({ currentTarget }) => {
          setFailed(null)
          if (currentTarget.naturalHeight > 0)
            onAspect(currentTarget.naturalWidth / currentTarget.naturalHeight)
        }}
        onError={() => setFailed(url)}
      />
      {failed === url && (
        <p className="surface-words" role="status">
          {t('slide.unreachable')}
        </p>
      )}
      {next && !next.startsWith('blob:') && <link rel="prefetch" as="image" href={next} />}
    </>
  )
}
