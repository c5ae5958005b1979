import { listReportLegs, type FigureKey, type ReportLeg, type ReportUnit } from '@tongke/contract'
import { Drawer, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ErrorPanel } from '../../components/plain/error-words.tsx'
import { LessonStatusPill } from '../../components/plain/lesson-status.tsx'
import { paths } from '../../config/paths.ts'
import { useEndpoint } from '../../lib/query.ts'
import { momentOf } from '../../lib/time.ts'

export interface Drill {
  readonly unit: ReportUnit
  readonly figure: FigureKey
}

/** The lessons behind a figure, what fell short first. */
export function LegsDrawer({
  month,
  drill,
  onClose,
}: {
  month: string
  drill: Drill | null
  onClose: () => void
}) {
  const { t } = useTranslation('reports')
  return (
    <Drawer
      open={drill !== null}
      onClose={onClose}
      size="large"
      destroyOnHidden
      title={
        drill &&
        t('behind', { name: drill.unit.name || t('kind.county'), figure: t(`figure.${drill.figure}`) })
      }
    >
      {drill && <Legs month={month} drill={drill} />}
    </Drawer>
  )
}

function Legs({ month, drill: { unit, figure } }: { month: string; drill: Drill }) {
  const { t } = useTranslation('reports')
  const legs = useEndpoint(listReportLegs, {
    params: { month },
    query: { figure, kind: unit.kind, key: unit.key },
  })
  if (legs.error) return <ErrorPanel error={legs.error} onRetry={() => void legs.refetch()} />
  if (!legs.data) return <Skeleton active />
  if (legs.data.length === 0) return <p className="quiet">{t('noLegs')}</p>
  return (
    <ul className="report-legs">
      {legs.data.map((leg) => (
        <Leg key={leg.legId} leg={leg} />
      ))}
    </ul>
  )
}

function Leg({ leg }: { leg: ReportLeg }) {
  const { t } = useTranslation('reports')
  return (
    <li data-counts={leg.counts}>
      <span className={leg.counts ? 'pill pill-ok' : 'pill pill-warn'}>
        {t(leg.counts ? 'counts' : 'countsNot')}
      </span>
      <div>
        <Link to={paths.lesson(leg.lessonId)}>{leg.title}</Link> <LessonStatusPill status={leg.status} />
        <p className="quiet">
          {momentOf(leg.plannedStart)} · {leg.hostName} → {leg.orgName} {leg.className}
        </p>
      </div>
      <span className="quiet">
        {t('minutes', { online: leg.onlineMinutes, planned: leg.plannedMinutes })}
      </span>
    </li>
  )
}
