import { checkTimetable, listFreePlaces, type FreePlace, type TimetableFinding } from '@tongke/contract'
import { Button, Drawer, Segmented, Skeleton, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { useEndpoint } from '../../../lib/query.ts'
import { useFindingWords, useSlotWords } from './finding-words.tsx'

const COLOUR = { hard: 'red', soft: 'gold', hint: 'default' } as const

interface Props {
  termId: string
  orgId: string | null
  wholeCounty: boolean
  mayEdit: boolean
  open: boolean
  onClose: () => void
  onMove: (place: FreePlace) => void
}

/** The check of a school or of the whole county: what is wrong, and where it could go instead. */
export function FindingsPanel({ termId, orgId, wholeCounty, mayEdit, open, onClose, onMove }: Props) {
  const { t } = useTranslation('timetable')
  const [scope, setScope] = useState<'school' | 'county'>('school')
  const query = useEndpoint(
    checkTimetable,
    { query: { termId, orgId: scope === 'school' ? (orgId ?? undefined) : undefined } },
    { enabled: open },
  )
  return (
    <Drawer title={t('check.title')} open={open} onClose={onClose} size={560}>
      {wholeCounty && (
        <Segmented
          block
          value={scope}
          onChange={setScope}
          options={[
            { value: 'school', label: t('check.school') },
            { value: 'county', label: t('check.county') },
          ]}
        />
      )}
      {query.error && <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
      {!query.data && !query.error && <Skeleton active paragraph={{ rows: 8 }} />}
      {query.data && (
        <>
          <p className="check-sum" role="status">
            {t('check.sum', { count: query.data.schools, slots: query.data.slots, took: query.data.took })}
          </p>
          <div className="check-counts">
            <Tag color={query.data.hard > 0 ? 'red' : 'green'}>
              {t('check.hard', { count: query.data.hard })}
            </Tag>
            <Tag color="gold">{t('check.soft', { count: query.data.soft })}</Tag>
            <Tag>{t('check.hints', { count: query.data.hints })}</Tag>
          </div>
          {query.data.items.length === 0 && (
            <BlankState title={t('check.clean')} hint={t('check.cleanHint')} />
          )}
          <ul className="finding-list">
            {query.data.items.map((finding, at) => (
              // Findings have no id; the list is replaced as a whole.
              <FindingRow
                key={`${at} ${finding.rule} ${finding.code}`}
                finding={finding}
                mayEdit={mayEdit}
                onMove={onMove}
              />
            ))}
          </ul>
        </>
      )}
    </Drawer>
  )
}

function FindingRow({
  finding,
  mayEdit,
  onMove,
}: {
  finding: TimetableFinding
  mayEdit: boolean
  onMove: Props['onMove']
}) {
  const { t } = useTranslation('timetable')
  const words = useFindingWords()
  const [asking, setAsking] = useState(false)
  const slot = finding.slots[0]
  const movable = mayEdit && finding.severity === 'hard' && slot !== undefined
  return (
    <li className="finding">
      <p>
        <Tag color={COLOUR[finding.severity]}>
          {t('rule', { rule: finding.rule.slice(1), name: t(`rules.${finding.rule}`) })}
        </Tag>
        {words(finding)}
      </p>
      {finding.reason && <p className="quiet">{t('check.reason', { reason: finding.reason })}</p>}
      {movable && !asking && (
        <Button size="small" onClick={() => setAsking(true)}>
          {t('check.free')}
        </Button>
      )}
      {asking && slot && <FreeOf slotId={slot.id} onMove={onMove} />}
    </li>
  )
}

function FreeOf({ slotId, onMove }: { slotId: string; onMove: Props['onMove'] }) {
  const { t } = useTranslation('timetable')
  const query = useEndpoint(listFreePlaces, { params: { id: slotId } })
  if (query.error) return <ErrorPanel error={query.error} />
  if (!query.data) return <p className="quiet">{t('check.looking')}</p>
  return <FreePlaces places={query.data.items} onChoose={onMove} />
}

/** Nearest free places as buttons: pressed, everything moves that has to. */
export function FreePlaces({
  places,
  onChoose,
}: {
  places: readonly FreePlace[]
  onChoose: (place: FreePlace) => void
}) {
  const { t } = useTranslation('timetable')
  const words = useSlotWords()
  if (places.length === 0) return <p className="quiet">{t('free.none')}</p>
  return (
    <ul className="free-places">
      {places.map((place) => (
        <li key={`${place.weekday} ${place.period}`}>
          <Button onClick={() => onChoose(place)}>
            {t('free.place', { weekday: t(`weekday.${place.weekday as 1}`), period: place.period })}
          </Button>
          {place.exchanged.length > 0 && (
            <span className="quiet">
              {t('free.exchanged', { what: place.exchanged.map(words).join(t('comma')) })}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
