import {
  appealHours,
  correctHours,
  decideHoursAppeal,
  getHoursClaim,
  getTrainingFile,
  listHoursDesk,
  type HoursClaimDetail,
} from '@tongke/contract'
import { Button, Drawer, Input, InputNumber, Skeleton, Timeline } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice, ErrorPanel } from '../../../components/plain/error-words.tsx'
import { useAction, useEndpoint } from '../../../lib/query.ts'
import { momentOf } from '../../../lib/time.ts'
import { ClaimStatePill } from './claim-state.tsx'
import { EvidenceLink } from './evidence-link.tsx'
import { hoursOf } from './hours.ts'
import './training.css'

const REFRESHES = [getHoursClaim, getTrainingFile, listHoursDesk] as const

/** One claim with its way, its rows of the ledger, and what the reader may do about it. */
export function ClaimDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { t } = useTranslation('training')
  return (
    <Drawer open={id !== null} onClose={onClose} size="large" destroyOnHidden title={t('claim.title')}>
      {id !== null && <Claim id={id} />}
    </Drawer>
  )
}

function Claim({ id }: { id: string }) {
  const { t } = useTranslation('training')
  const query = useEndpoint(getHoursClaim, { params: { id } })
  if (query.error) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <Skeleton active />
  const { claim, steps, can } = query.data
  return (
    <div className="claim-detail">
      <h2>{claim.title}</h2>
      <p>
        <ClaimStatePill state={claim.state} /> {t(`category.${claim.category}`)} ·{' '}
        {t(`source.${claim.source}`)} · {claim.occurredOn}
      </p>
      <p>
        {claim.personName} · {claim.orgName} · {t('claim.claimed', { hours: hoursOf(claim.tenths) })}
        {claim.deducted > 0 && ` · ${t('claim.deducted', { hours: hoursOf(claim.deducted) })}`}
        {claim.credited !== null && ` · ${t('claim.credited', { hours: hoursOf(claim.credited) })}`}
      </p>
      <EvidenceLink evidence={claim.evidence} />
      <Timeline
        items={steps.map((step) => ({
          color: step.to === 'REJECTED' ? 'red' : step.to === 'CREDITED' ? 'green' : 'gray',
          content: (
            <>
              <strong>{t(`trigger.${step.trigger}`)}</strong>
              <span className="quiet">
                {' '}
                {momentOf(step.at)} {step.byName ?? t('claim.bySystem')}
              </span>
              {step.reason && <p className="claim-reason">{step.reason}</p>}
            </>
          ),
        }))}
      />
      <Entries detail={query.data} />
      {can.appeal && <Appeal id={id} />}
      {can.decide && <Decide id={id} />}
    </div>
  )
}

function Entries({ detail }: { detail: HoursClaimDetail }) {
  const { t } = useTranslation('training')
  const [correcting, setCorrecting] = useState<string | null>(null)
  if (detail.entries.length === 0) return null
  return (
    <section className="claim-entries">
      <h3>{t('entry.title')}</h3>
      <ul>
        {detail.entries.map((entry) => (
          <li key={entry.id}>
            <strong className={entry.tenths < 0 ? 'entry-minus' : undefined}>
              {entry.tenths > 0 && '+'}
              {hoursOf(entry.tenths)}
            </strong>
            <span>
              {t(`entry.${entry.entry}`)} · {momentOf(entry.postedAt)} ·{' '}
              {entry.postedBy ?? t('claim.bySystem')}
              {entry.reason && ` · ${entry.reason}`}
              <br />
              <small className="quiet">
                {t('entry.rule', { ...entry.rule })}
                {entry.cap && ` · ${t('entry.cap', { value: entry.cap.value })}`}
              </small>
            </span>
            {detail.can.correct && entry.entry === 'CREDIT' && !entry.isReversed && (
              <Button size="small" onClick={() => setCorrecting(entry.id)}>
                {t('entry.correct')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {correcting !== null && <Correct id={correcting} onDone={() => setCorrecting(null)} />}
    </section>
  )
}

function Correct({ id, onDone }: { id: string; onDone: () => void }) {
  const { t } = useTranslation('training')
  const [hours, setHours] = useState<number | null>(null)
  const [reason, setReason] = useState('')
  const correct = useAction(correctHours, REFRESHES)
  const tenths = hours === null ? null : Math.round(hours * 10)
  return (
    <div className="claim-form">
      <p className="quiet">{t('entry.correctHint')}</p>
      <InputNumber
        aria-label={t('entry.right')}
        placeholder={t('entry.right')}
        min={0}
        max={500}
        step={0.5}
        value={hours}
        onChange={setHours}
      />
      <Input.TextArea
        aria-label={t('claim.reason')}
        placeholder={t('claim.reason')}
        value={reason}
        maxLength={300}
        onChange={(event) => setReason(event.target.value)}
      />
      {correct.error && <ErrorNotice error={correct.error} />}
      <Button
        danger
        disabled={reason.trim().length < 2}
        loading={correct.isPending}
        onClick={() => correct.mutate({ params: { id }, body: { reason, tenths } }, { onSuccess: onDone })}
      >
        {t('entry.post')}
      </Button>
    </div>
  )
}

function Appeal({ id }: { id: string }) {
  const { t } = useTranslation('training')
  const [text, setText] = useState('')
  const appeal = useAction(appealHours, REFRESHES)
  return (
    <div className="claim-form">
      <h3>{t('appeal.title')}</h3>
      <p className="quiet">{t('appeal.hint')}</p>
      <Input.TextArea
        aria-label={t('appeal.text')}
        placeholder={t('appeal.text')}
        value={text}
        maxLength={300}
        rows={3}
        onChange={(event) => setText(event.target.value)}
      />
      {appeal.error && <ErrorNotice error={appeal.error} />}
      <Button
        type="primary"
        disabled={text.trim().length < 2}
        loading={appeal.isPending}
        onClick={() => appeal.mutate({ params: { id }, body: { text } })}
      >
        {t('appeal.send')}
      </Button>
    </div>
  )
}

function Decide({ id }: { id: string }) {
  const { t } = useTranslation('training')
  const [reason, setReason] = useState('')
  const decide = useAction(decideHoursAppeal, REFRESHES)
  const send = (decision: 'uphold' | 'dismiss') =>
    decide.mutate({ params: { id }, body: { decision, reason } })
  return (
    <div className="claim-form">
      <h3>{t('appeal.decide')}</h3>
      <Input.TextArea
        aria-label={t('claim.reason')}
        placeholder={t('claim.reason')}
        value={reason}
        maxLength={300}
        onChange={(event) => setReason(event.target.value)}
      />
      {decide.error && <ErrorNotice error={decide.error} />}
      <div className="claim-buttons">
        <Button
          type="primary"
          disabled={reason.trim().length < 2}
          loading={decide.isPending}
          onClick={() => send('uphold')}
        >
          {t('appeal.uphold')}
        </Button>
        <Button
          danger
          disabled={reason.trim().length < 2}
          loading={decide.isPending}
          onClick={() => send('dismiss')}
        >
          {t('appeal.dismiss')}
        </Button>
      </div>
    </div>
  )
}
