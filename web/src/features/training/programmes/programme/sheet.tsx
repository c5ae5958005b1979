import {
  CHECK_IN_KINDS,
  checkInByHand,
  getAssessmentSheet,
  getProgramme,
  judgeWork,
  overrideAssessment,
  type EndpointResponse,
  type ProgrammeDetail,
  type SheetRow,
} from '@tongke/contract'
import { Button, Modal, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BlankState } from '../../../../components/plain/blank-state.tsx'
import { ErrorNotice, ErrorPanel } from '../../../../components/plain/error-words.tsx'
import { useAction, useEndpoint } from '../../../../lib/query.ts'
import { useStandingText } from '../parts/programme-words.tsx'
import { ReasonDialog } from './reason-dialog.tsx'

type SheetSession = EndpointResponse<typeof getAssessmentSheet>['sessions'][number]
const REFRESHES = [getAssessmentSheet, getProgramme]

/** Everybody's way through the programme, and what its rule says of it. */
export function Sheet({ detail }: { detail: ProgrammeDetail }) {
  const { t } = useTranslation('programmes')
  const query = useEndpoint(getAssessmentSheet, { params: { id: detail.card.id } })
  if (query.error && !query.data)
    return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <Skeleton active paragraph={{ rows: 8 }} />
  const { rows, sessions } = query.data
  if (rows.length === 0)
    return (
      <div className="card">
        <BlankState title={t('sheet.none')} hint={t('sheet.noneHint')} />
      </div>
    )
  const passed = rows.filter((row) => row.passed).length
  return (
    <>
      <p className="quiet">{t('sheet.passed', { passed, of: rows.length })}</p>
      <ul className="programme-people programme-sheet card">
        {rows.map((row) => (
          <li key={row.personId}>
            <Row detail={detail} row={row} sessions={sessions} />
          </li>
        ))}
      </ul>
    </>
  )
}

interface RowProps {
  detail: ProgrammeDetail
  row: SheetRow
  sessions: readonly SheetSession[]
}

function Row({ detail, row, sessions }: RowProps) {
  const { t } = useTranslation('programmes')
  const standing = useStandingText()
  const [asking, setAsking] = useState<'work' | 'override' | { session: SheetSession }>()
  const { state } = detail.card
  const isOpen = state === 'RUNNING' || state === 'ASSESSING'
  return (
    <>
      <div>
        <strong>{row.name}</strong> {row.isPrincipal && <span className="pill">{t('principal')}</span>}{' '}
        {row.isRural && <span className="pill pill-ready">{t('rural')}</span>}
        <p className="quiet">{row.orgName}</p>
        {row.override && (
          <p className="notice notice-warn">
            {t(row.override.passed ? 'sheet.passedBy' : 'sheet.failedBy', {
              name: row.override.byName,
              reason: row.override.reason,
            })}
          </p>
        )}
      </div>
      <ol className="programme-marks">
        {sessions.map((session, index) => {
          const one = row.standings[index]
          if (!one) return null
          const text = `${session.title}：${standing({ kind: session.kind, days: null }, one)}`
          const mayWrite = isOpen && one.inAt === null && CHECK_IN_KINDS.includes(session.kind)
          return (
            <li key={session.id} data-counted={one.counted} title={text}>
              <button
                type="button"
                disabled={!mayWrite}
                aria-label={text}
                onClick={() => setAsking({ session })}
              >
                {one.counted ? '✓' : mayWrite ? '+' : '–'}
              </button>
              <span>{t(`kind.${session.kind}`)}</span>
            </li>
          )
        })}
      </ol>
      <div className="programme-verdict">
        <span className={`pill ${row.passed ? 'pill-ok' : 'pill-bad'}`}>
          {t(row.passed ? 'sheet.pass' : 'sheet.fail')}
        </span>
        <span className="quiet">
          {row.assessment.gaps.map((gap) => t(`gap.${gap}`)).join(' · ')}
          {row.claimed && t('sheet.claimed')}
        </span>
      </div>
      <div className="programme-actions">
        {row.work && <Button onClick={() => setAsking('work')}>{t('sheet.work')}</Button>}
        {isOpen && <Button onClick={() => setAsking('override')}>{t('sheet.override')}</Button>}
      </div>
      {asking === 'work' && <WorkDialog detail={detail} row={row} onClose={() => setAsking(undefined)} />}
      {asking === 'override' && (
        <OverrideDialog detail={detail} row={row} onClose={() => setAsking(undefined)} />
      )}
      {typeof asking === 'object' && (
        <HandDialog session={asking.session} row={row} onClose={() => setAsking(undefined)} />
      )}
    </>
  )
}

interface DialogProps {
  detail: ProgrammeDetail
  row: SheetRow
  onClose: () => void
}

function OverrideDialog({ detail, row, onClose }: DialogProps) {
  const { t } = useTranslation('programmes')
  const deciding = useAction(overrideAssessment, REFRESHES)
  return (
    <ReasonDialog
      title={t(row.passed ? 'sheet.makeFail' : 'sheet.makePass')}
      hint={t('sheet.overrideHint', { name: row.name })}
      min={5}
      pending={deciding.isPending}
      error={deciding.error}
      onSend={(reason) =>
        deciding.mutate(
          { params: { id: detail.card.id, personId: row.personId }, body: { passed: !row.passed, reason } },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    />
  )
}

function HandDialog({ session, row, onClose }: Omit<DialogProps, 'detail'> & { session: SheetSession }) {
  const { t } = useTranslation('programmes')
  const writing = useAction(checkInByHand, REFRESHES)
  return (
    <ReasonDialog
      title={t('sheet.byHand')}
      hint={t('sheet.byHandHint', { name: row.name, title: session.title })}
      pending={writing.isPending}
      error={writing.error}
      onSend={(reason) =>
        writing.mutate(
          { params: { id: session.id }, body: { personId: row.personId, reason } },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    />
  )
}

function WorkDialog({ detail, row, onClose }: DialogProps) {
  const { t } = useTranslation('programmes')
  const [refusing, setRefusing] = useState(false)
  const judging = useAction(judgeWork, REFRESHES)
  const params = { id: detail.card.id, personId: row.personId }
  const isOpen = detail.card.state === 'RUNNING' || detail.card.state === 'ASSESSING'
  if (refusing)
    return (
      <ReasonDialog
        title={t('work.giveBack')}
        hint={t('work.giveBackHint')}
        pending={judging.isPending}
        error={judging.error}
        onSend={(comment) =>
          judging.mutate({ params, body: { accepted: false, comment } }, { onSuccess: onClose })
        }
        onClose={() => setRefusing(false)}
      />
    )
  return (
    <Modal
      open
      width={680}
      title={t('work.of', { name: row.name })}
      onCancel={onClose}
      footer={
        isOpen &&
        row.work?.accepted !== true && (
          <>
            <Button onClick={() => setRefusing(true)}>{t('work.giveBack')}</Button>
            <Button
              type="primary"
              loading={judging.isPending}
              onClick={() => judging.mutate({ params, body: { accepted: true } }, { onSuccess: onClose })}
            >
              {t('work.accept')}
            </Button>
          </>
        )
      }
    >
      <p className="programme-text">{row.work?.text}</p>
      {judging.error && <ErrorNotice error={judging.error} />}
    </Modal>
  )
}
