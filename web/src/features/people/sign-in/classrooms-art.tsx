import { useTranslation } from 'react-i18next'

const FRAMES = [
  { x: 2, width: 190, top: 20, desks: 6, label: 'art.urban' },
  { x: 236, width: 104, top: 74, desks: 3, label: 'art.centre' },
  { x: 378, width: 84, top: 94, desks: 2, label: 'art.village' },
  { x: 494, width: 64, top: 112, desks: 1, label: 'art.point' },
] as const
const FLOOR = 190
const LINE = 140

const desksOf = (x: number, width: number, desks: number) =>
  Array.from({ length: desks }, (_, index) => x + (width / (desks + 1)) * (index + 1))

/** One lecture room and three listening rooms of different sizes: one chalk line runs through them all. */
export function ClassroomsArt() {
  const { t } = useTranslation('signin')
  return (
    <svg viewBox="0 0 560 222" className="art" aria-hidden="true">
      {FRAMES.map(({ x, width, top, desks, label }) => (
        <g key={x} fill="none" stroke="var(--chalk)" strokeWidth="3.5" strokeLinejoin="round">
          <path d={`M${x} ${FLOOR}V${top}h${width}V${FLOOR}`} />
          {desksOf(x, width, desks).map((at) => (
            <path key={at} d={`M${at - 7} ${FLOOR}v-13h14v13`} strokeWidth="2" stroke="var(--chalk-2)" />
          ))}
          <text x={x} y={FLOOR + 26} className="art-label">
            {t(label)}
          </text>
        </g>
      ))}
      <path
        className="art-line"
        d={`M2 ${LINE}H558`}
        stroke="var(--chalk-yellow)"
        strokeWidth="4.5"
        strokeLinecap="round"
        pathLength="1"
      />
    </svg>
  )
}
