import { BOARD_GROUND, inkAt, strokeLine, type InkSpan, type ReplayPage } from '@tongke/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePageWords } from './page-words.ts'

/** Width of the drawing in its own units; its height follows from the page. */
const WIDTH = 1600
const SCREEN = 16 / 9

/** What everybody looked at: the page as sharp as it is, and over it the ink as it was at this moment. */
export function PageSheet({ page, ink, at }: { page: ReplayPage; ink: readonly InkSpan[]; at: number }) {
  const { t } = useTranslation('replay')
  const words = usePageWords()
  const [aspect, setAspect] = useState(SCREEN)
  if (page.kind === 'textbook')
    return (
      <div className="replay-textbook">
        <strong>{words(page)}</strong>
        <span>{t('textbookHint')}</span>
      </div>
    )
  const height = WIDTH / aspect
  return (
    <div
      className="replay-sheet"
      data-testid="replay-sheet"
      data-key={page.key}
      style={{ aspectRatio: String(aspect), '--aspect': aspect, background: BOARD_GROUND } as never}
    >
      {page.image && (
        <img
          src={page.image}
          alt={words(page)}
          draggable={false}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
            setAspect(naturalHeight > 0 ? naturalWidth / naturalHeight : SCREEN)
          }
        />
      )}
      <svg viewBox={`0 0 ${WIDTH} ${height}`} aria-hidden="true">
        {inkAt(ink, page.key, at).map((stroke) => {
          const line = strokeLine(stroke, { width: WIDTH, height })
          return (
            <polyline
              key={stroke.id}
              points={line.points}
              fill="none"
              stroke={line.colour}
              strokeOpacity={line.opacity}
              strokeWidth={line.width}
              strokeLinecap="round"
              strokeLinejoin="round"
            />
          )
        })}
      </svg>
    </div>
  )
}
