import type { Evidence, EvidenceMark } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { clockText } from '../../../../components/replay/clock-text.ts'
import { useMarkWords } from '../mark-words.ts'
import { gridOf, type Facet, type Lane } from './lanes.rules.ts'

/** Units of a lane's drawing; it is stretched to the width of the page. */
const WIDTH = 1000
const HEIGHT = 36

const share = (part: number, whole: number) => `${whole > 0 ? Math.min(100, (part / whole) * 100) : 0}%`

interface Props {
  evidence: Evidence
  lanes: readonly Lane[]
  by: 'person' | 'facet'
  /** Where the player is; null: there is none. */
  at: number | null
  onJump: (mark: EvidenceMark) => void
}

/** Bands of activity and ticks of counts, drawn; they are read in the list below. */
function Drawing({ lane, durationMs }: { lane: Lane; durationMs: number }) {
  const x = (place: number) => (durationMs > 0 ? (place / durationMs) * WIDTH : 0)
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      {lane.bands.map(({ activity, from, to }) => (
        <rect
          key={from}
          className="lane-band"
          data-activity={activity}
          x={x(from)}
          width={Math.max(1, x(to) - x(from))}
          y={HEIGHT - 12}
          height={12}
        />
      ))}
      {lane.marks.map(({ id, place, body }) =>
        body.kind === 'count' ? (
          <line
            key={id}
            className="lane-count"
            data-counter={body.counter}
            x1={x(place)}
            x2={x(place)}
            y1={4}
            y2={HEIGHT - 14}
            vectorEffect="non-scaling-stroke"
          />
        ) : null,
      )}
    </svg>
  )
}

function LaneRow({ evidence, lane, by, onJump }: Omit<Props, 'lanes' | 'at'> & { lane: Lane }) {
  const { t } = useTranslation('observation')
  const words = useMarkWords()
  const { durationMs, sheets } = evidence
  const nameOf = (sheetId: string) => sheets.find(({ id }) => id === sheetId)?.observerName ?? ''
  const sheet = sheets.find(({ id }) => id === lane.key)
  return (
    <li className="lane" data-lane={lane.key}>
      <div className="lane-name">
        <b>{by === 'person' ? sheet?.observerName : t(`facet.${lane.key as Facet}`)}</b>
        {by === 'person' && <small>{sheet?.orgName}</small>}
      </div>
      <div className="lane-track">
        <Drawing lane={lane} durationMs={durationMs} />
        {lane.marks
          .filter(({ body }) => body.kind === 'note' || body.kind === 'wait')
          .map((mark) => (
            <button
              key={mark.id}
              type="button"
              className="lane-dot"
              data-kind={mark.body.kind}
              data-tag={mark.body.kind === 'note' ? (mark.body.tags[0] ?? 'untagged') : undefined}
              style={{ left: share(mark.place, durationMs) }}
              title={`${clockText(mark.place)} ${nameOf(mark.sheetId)} ${words(mark.body)}`}
              aria-label={`${clockText(mark.place)} ${nameOf(mark.sheetId)} ${words(mark.body)}`}
              onClick={() => onJump(mark)}
            />
          ))}
      </div>
    </li>
  )
}

/** All observers on one clock. */
export function EvidenceTimeline(props: Props) {
  const { t } = useTranslation('observation')
  const { evidence, lanes, at } = props
  const { durationMs } = evidence
  if (lanes.length === 0) return <p className="quiet evidence-none">{t('evidence.nothingShown')}</p>
  return (
    <div className="lanes-box" data-testid="timeline">
      <ol className="lanes">
        {lanes.map((lane) => (
          <LaneRow key={lane.key} {...props} lane={lane} />
        ))}
      </ol>
      <div className="lanes-grid" aria-hidden="true">
        {gridOf(durationMs).map((place) => (
          <span key={place} data-last={place > 0.94 * durationMs} style={{ left: share(place, durationMs) }}>
            {clockText(place)}
          </span>
        ))}
        {at !== null && <i style={{ left: share(at, durationMs) }} />}
      </div>
    </div>
  )
}
