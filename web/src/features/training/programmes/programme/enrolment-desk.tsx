import {
  decideEnrolment,
  getProgramme,
  listEnrolments,
  listProgrammes,
  type Enrolment,
  type ProgrammeDetail,
} from '@tongke/contract'
import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BlankState } from '../../../../components/plain/blank-state.tsx'
import { ErrorNotice, ErrorPanel } from '../../../../components/plain/error-words.tsx'
import { useAction, useEndpoint } from '../../../../lib/query.ts'
import { EnrolmentPill } from '../parts/programme-words.tsx'
import { ReasonDialog } from './reason-dialog.tsx'

const REFRESHES = [listEnrolments, getProgramme, listProgrammes]

/** Who asked for a place; whoever may decides here. */
export function EnrolmentDesk({ detail }: { detail: ProgrammeDetail }) {
  const { t } = useTranslation('programmes')
  const { id } = detail.card
  const query = useEndpoint(listEnrolments, { params: { id } })
  if (query.error && !query.data)
    return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <Skeleton active paragraph={{ rows: 6 }} />
  const { items } = query.data
  if (items.length === 0)
    return (
      <div className="card">
        <BlankState title={t('desk.none')} hint={t('desk.noneHint')} />
      </div>
    )
  return (
    <ul className="programme-people card">
      {items.map((one) => (
        <li key={one.personId}>
          <Asking programmeId={id} one={one} />
        </li>
      ))}
    </ul>
  )
}

function Asking({ programmeId, one }: { programmeId: string; one: Enrolment }) {
  const { t } = useTranslation('programmes')
  const [refusing, setRefusing] = useState(false)
  const deciding = useAction(decideEnrolment, REFRESHES)
  const params = { id: programmeId, personId: one.personId }
  return (
    <>
      <div>
        <strong>{one.name}</strong> {one.isPrincipal && <span className="pill">{t('principal')}</span>}{' '}
        {one.isRural && <span className="pill pill-ready">{t('rural')}</span>}
        <p className="quiet">
          {one.orgName}
          {one.decidedByName !== null && ` · ${t('desk.by', { name: one.decidedByName })}`}
          {one.reason !== null && ` · ${one.reason}`}
        </p>
        {deciding.error && <ErrorNotice error={deciding.error} />}
      </div>
      {one.state === 'REQUESTED' && one.canDecide ? (
        <div className="programme-actions">
          <Button
            type="primary"
            loading={deciding.isPending}
            onClick={() => deciding.mutate({ params, body: { decision: 'APPROVE' } })}
          >
            {t('desk.approve')}
          </Button>
          <Button onClick={() => setRefusing(true)}>{t('desk.refuse')}</Button>
        </div>
      ) : (
        <EnrolmentPill state={one.state} />
      )}
      {refusing && (
        <ReasonDialog
          title={t('desk.refuse')}
          hint={t('desk.refuseHint', { name: one.name })}
          pending={deciding.isPending}
          error={deciding.error}
          onSend={(reason) =>
            deciding.mutate(
              { params, body: { decision: 'REFUSE', reason } },
              { onSuccess: () => setRefusing(false) },
            )
          }
          onClose={() => setRefusing(false)}
        />
      )}
    </>
  )
}
