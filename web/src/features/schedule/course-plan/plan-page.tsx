import {
  approveCoursePlan,
  discardCoursePlan,
  enforceCoursePlan,
  getCoursePlan,
  listCoursePlans,
  updateCoursePlan,
  type CoursePlan,
} from '@tongke/contract'
import { App, Button, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel, useErrorText } from '../../../components/plain/error-words.tsx'
import { PATHS } from '../../../config/paths.ts'
import { useAction, useEndpoint } from '../../../lib/query.ts'
import { dateOf } from '../../../lib/time.ts'
import { cellsOf, hoursOf, type PlanCells } from './plan-cells.ts'
import { PlanFindings } from './plan-findings.tsx'
import { PlanShares, type Ranges } from './plan-shares.tsx'
import { PlanTable } from './plan-table.tsx'
import { PlanStatePill } from './plan-words.tsx'
import './plan.css'

const REFRESHES = [getCoursePlan, listCoursePlans]
const LIST = `${PATHS.calendar}?tab=plans`

/** A course plan as a table of grades and subjects, with its shares and what is out of range. */
export function CoursePlanPage() {
  const { t } = useTranslation('calendar')
  const { id = '' } = useParams()
  const query = useEndpoint(getCoursePlan, { params: { id } })
  const plan = query.data?.id === id ? query.data : undefined
  if (plan) return <Plan key={plan.id} plan={plan} />
  if (query.error?.code === 'not_found')
    return (
      <BlankState
        title={t('plan.missing')}
        hint={t('plan.missingHint')}
        action={
          <Link className="button" to={LIST}>
            {t('plan.back')}
          </Link>
        }
      />
    )
  if (query.error) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  return <Skeleton active paragraph={{ rows: 12 }} />
}

function Plan({ plan }: { plan: CoursePlan }) {
  const { t } = useTranslation('calendar')
  const [cells, setCells] = useState<PlanCells | null>(null)
  const [ranges, setRanges] = useState<Ranges>([])
  const edit = () => {
    setCells(cellsOf(plan))
    setRanges(plan.shares.map(({ group, min, max }) => ({ group, min, max })))
  }
  const about = [
    plan.school?.name ?? t('plan.layerPlan', { layer: t(`plan.layer.${plan.layer}`) }),
    t(`plan.system.${plan.schoolSystem}`),
    t('year', { from: plan.schoolYear, to: plan.schoolYear + 1 }),
    ...(plan.approvedBy !== null && plan.approvedAt !== null
      ? [t('plan.approvedBy', { name: plan.approvedBy, day: dateOf(plan.approvedAt) })]
      : []),
  ]
  return (
    <>
      <PageHead
        title={plan.sourceDoc}
        note={
          <>
            <PlanStatePill state={plan.state} /> {about.join(' · ')}
          </>
        }
      >
        {cells ? (
          <EditActions plan={plan} cells={cells} ranges={ranges} onDone={() => setCells(null)} />
        ) : (
          <Actions plan={plan} onEdit={edit} />
        )}
      </PageHead>
      {!cells && <PlanFindings plan={plan} />}
      <div className="plan">
        <PlanTable plan={plan} cells={cells} onChange={setCells} />
        {plan.isWhole && <PlanShares plan={plan} ranges={cells ? ranges : null} onChange={setRanges} />}
      </div>
    </>
  )
}

function Actions({ plan, onEdit }: { plan: CoursePlan; onEdit: () => void }) {
  const { t } = useTranslation('calendar')
  const { modal, message } = App.useApp()
  const errorText = useErrorText()
  const navigate = useNavigate()
  const discarding = useAction(discardCoursePlan, [listCoursePlans])
  const approving = useAction(approveCoursePlan, REFRESHES)
  const enforcing = useAction(enforceCoursePlan, REFRESHES)
  const input = { params: { id: plan.id }, body: { revision: plan.revision } }
  const done = () => void message.success(t('plan.done'))
  const fail = (error: unknown) => void message.error(errorText(error))
  const { can } = plan
  return (
    <>
      <Link className="button" to={LIST}>
        {t('plan.back')}
      </Link>
      {can.discard && (
        <Button
          type="text"
          className="row-close"
          onClick={() =>
            void modal.confirm({
              title: t('plan.discardTitle'),
              onOk: () =>
                discarding.mutateAsync({ params: { id: plan.id } }).then(() => void navigate(LIST), fail),
            })
          }
        >
          {t('plan.discard')}
        </Button>
      )}
      {can.edit && <Button onClick={onEdit}>{t('plan.edit')}</Button>}
      {can.approve && (
        <Button
          type="primary"
          loading={approving.isPending}
          onClick={() => approving.mutate(input, { onSuccess: done, onError: fail })}
        >
          {t('plan.approve')}
        </Button>
      )}
      {can.enforce && (
        <Button
          type="primary"
          onClick={() =>
            void modal.confirm({
              title: t('plan.enforceTitle'),
              content: t('plan.enforceHint'),
              onOk: () => enforcing.mutateAsync(input).then(done, fail),
            })
          }
        >
          {t('plan.enforce')}
        </Button>
      )}
    </>
  )
}

interface EditProps {
  plan: CoursePlan
  cells: PlanCells
  ranges: Ranges
  onDone: () => void
}

function EditActions({ plan, cells, ranges, onDone }: EditProps) {
  const { t } = useTranslation('calendar')
  const { t: common } = useTranslation()
  const { message } = App.useApp()
  const errorText = useErrorText()
  const saving = useAction(updateCoursePlan, REFRESHES)
  const hours = hoursOf(cells)
  const { revision, sourceDoc } = plan
  const areRanges = ranges.every(({ min, max }) => min <= max)
  return (
    <>
      <Button onClick={onDone}>{t('plan.cancel')}</Button>
      <Button
        type="primary"
        disabled={hours === null || !areRanges}
        loading={saving.isPending}
        onClick={() =>
          saving.mutate(
            {
              params: { id: plan.id },
              body: { revision, sourceDoc, hours: hours ?? [], shares: [...ranges] },
            },
            {
              onSuccess: () => {
                void message.success(common('saved'))
                onDone()
              },
              onError: (error) => void message.error(errorText(error)),
            },
          )
        }
      >
        {common('save')}
      </Button>
    </>
  )
}
