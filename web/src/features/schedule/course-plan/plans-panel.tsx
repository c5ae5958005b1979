import { PlusOutlined } from '@ant-design/icons'
import { listCoursePlans, type CoursePlanCard } from '@tongke/contract'
import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { paths } from '../../../config/paths.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { dateOf } from '../../../lib/time.ts'
import { NewPlan } from './new-plan.tsx'
import { PlanStatePill } from './plan-words.tsx'
import './plan.css'

/** Course plans of a school year, those in force first. */
export function PlansPanel({ schoolYear }: { schoolYear: number }) {
  const { t } = useTranslation('calendar')
  const [creating, setCreating] = useState(false)
  const query = useEndpoint(listCoursePlans, { query: { schoolYear } })
  const data = query.data?.schoolYear === schoolYear ? query.data : undefined
  if (query.error && !data) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 4 }} />
  const create = data.mayCreate.length > 0 && (
    <Button
      type={data.items.length === 0 ? 'primary' : 'default'}
      icon={<PlusOutlined />}
      onClick={() => setCreating(true)}
    >
      {t('plan.new')}
    </Button>
  )
  return (
    <>
      {data.items.length === 0 ? (
        <div className="card">
          <BlankState title={t('plan.empty')} hint={t('plan.emptyHint')} action={create} />
        </div>
      ) : (
        <>
          <div className="plan-tools">{create}</div>
          <ul className="plan-cards">
            {data.items.map((card) => (
              <li key={card.id}>
                <PlanCard card={card} />
              </li>
            ))}
          </ul>
        </>
      )}
      {creating && (
        <NewPlan
          schoolYear={schoolYear}
          layers={data.mayCreate}
          plans={data.items}
          onClose={() => setCreating(false)}
        />
      )}
    </>
  )
}

function PlanCard({ card }: { card: CoursePlanCard }) {
  const { t } = useTranslation('calendar')
  const { t: common } = useTranslation()
  const grade = (value: number | undefined) => common(`grade.${String(value ?? 1) as '1'}`)
  const { approvedBy, approvedAt, inForceAt, grades } = card
  return (
    <Link className="card plan-card" to={paths.coursePlan(card.id)}>
      <span className="plan-card-head">
        <strong>{card.sourceDoc}</strong>
        <PlanStatePill state={card.state} />
      </span>
      <span className="quiet">
        {card.school?.name ?? t('plan.layerPlan', { layer: t(`plan.layer.${card.layer}`) })} ·{' '}
        {t(`plan.system.${card.schoolSystem}`)}
        {grades.length > 0 && ` · ${t('plan.grades', { from: grade(grades[0]), to: grade(grades.at(-1)) })}`}
      </span>
      <span className="sub">
        {approvedBy !== null && approvedAt !== null
          ? t('plan.approvedBy', { name: approvedBy, day: dateOf(approvedAt) })
          : t(`plan.state.${card.state}`)}
        {inForceAt !== null && ` · ${t('plan.since', { day: dateOf(inForceAt) })}`}
      </span>
    </Link>
  )
}
