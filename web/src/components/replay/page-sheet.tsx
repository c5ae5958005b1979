import './page-sheet.css'
import { BOARD_GROUND, inkAt, strokeLine, type InkSpan } from '@tongke/contract'
import { useState } from 'react'

/** Width of the drawing in its own units; its height follows from the page. */
const WIDTH = 1600
const SCREEN = 16 / 9

interface Props {
  /** The surface that lies there. */
  surface: string
  /** Address of the page's picture; null for a blank board. */
  image: string | null
  /** How the page is called. */
  alt: string
  ink: readonly InkSpan[]
  at: number
}

/** What everybody looked at: the page as sharp as it is, and over it the ink as it was at this moment. */
export function PageSheet({ surface, image, alt, ink, at }: Props) {
  const [aspect, setAspect] = useState(SCREEN)
  const height = WIDTH / aspect
  return (
    <div
      className="page-sheet"
      data-testid="page-sheet"
      data-key={surface}
      style={{ aspectRatio: String(aspect), '--aspect': aspect, background: BOARD_GROUND } as never}
    >
      {image && (
        <img
          src={image}
          alt={alt}
          draggable={false}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
            setAspect(naturalHeight > 0 ? naturalWidth / naturalHeight : SCREEN)
          }
        />
      )}
      <svg viewBox={`0 0 ${WIDTH} ${height}`} aria-hidden="true">
        {inkAt(ink, surface, at).map((stroke) => {
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
