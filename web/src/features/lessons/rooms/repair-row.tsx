import {
  getRepair,
  getRoom,
  listRepairs,
  listRooms,
  stepRepair,
  type RepairState,
  type RepairStep,
  type RepairTicket,
} from '@tongke/contract'
import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ErrorNotice, useErrorText } from '../../../components/plain/error-words.tsx'
import { paths } from '../../../config/paths.ts'
import { useAction, useEndpoint } from '../../../lib/query.ts'
import { momentOf } from '../../../lib/time.ts'
import { useSpanWords } from './room-words.ts'

const TONES: Record<RepairState, string> = {
  OPEN: 'pill-bad',
  ACKNOWLEDGED: 'pill-warn',
  FIXED: 'pill-ok',
  CLOSED: '',
}
/** What one can do next, the likeliest first. */
const NEXT: Record<RepairState, readonly RepairStep[]> = {
  OPEN: ['acknowledge', 'fix', 'note'],
  ACKNOWLEDGED: ['fix', 'note'],
  FIXED: ['close', 'reopen'],
  CLOSED: [],
}
const ASKS: Partial<Record<RepairStep, 'fixTitle' | 'reopenTitle' | 'noteTitle'>> = {
  fix: 'fixTitle',
  reopen: 'reopenTitle',
  note: 'noteTitle',
}

function Timeline({ id }: { id: string }) {
  const { t } = useTranslation('classroom')
  const repair = useEndpoint(getRepair, { params: { id } })
  if (repair.error) return <ErrorNotice error={repair.error} />
  return (
    <ol className="repair-events" aria-label={t('repairs.timeline')}>
      {repair.data?.events.map((event, index) => (
        <li key={index}>
          <time>{momentOf(event.at)}</time> <b>{t(`repairs.event.${event.kind}`)}</b>{' '}
          <span className="quiet">{event.by ?? t('repairs.bySystem')}</span>
          {event.text && <p>{event.text}</p>}
        </li>
      ))}
    </ol>
  )
}

function Steps({ repair }: { repair: RepairTicket }) {
  const { t } = useTranslation('classroom')
  const { message } = App.useApp()
  const errorText = useErrorText()
  const [asking, setAsking] = useState<RepairStep | null>(null)
  const [text, setText] = useState('')
  const step = useAction(stepRepair, [listRepairs, getRepair, getRoom, listRooms])
  const take = (what: RepairStep, words: string) =>
    step.mutate(
      { params: { id: repair.id }, body: { step: what, text: words } },
      {
        onSuccess: () => {
          void message.success(t('repairs.done'))
          setAsking(null)
          setText('')
        },
        onError: (error) => void message.error(errorText(error)),
      },
    )
  const title = asking ? ASKS[asking] : undefined
  return (
    <div className="repair-steps">
      {NEXT[repair.state].map((what, index) => (
        <Button
          key={what}
          type={index === 0 ? 'primary' : 'default'}
          loading={step.isPending && asking === null && step.variables?.body.step === what}
          onClick={() => (ASKS[what] ? setAsking(what) : take(what, ''))}
        >
          {t(what === 'note' ? 'repairs.note2' : `repairs.${what}`)}
        </Button>
      ))}
      <Modal
        open={title !== undefined}
        title={title && t(`repairs.${title}`)}
        confirmLoading={step.isPending}
        okButtonProps={{ disabled: text.trim() === '' }}
        onOk={() => asking && take(asking, text.trim())}
        onCancel={() => setAsking(null)}
      >
        <Input.TextArea
          rows={3}
          maxLength={500}
          autoFocus
          aria-label={title && t(`repairs.${title}`)}
          placeholder={t('repairs.textNeeded')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Modal>
    </div>
  )
}

/** One repair: what, where, since when, which lesson it threatens, and the next step. */
export function RepairRow({
  repair,
  now,
  isInRoom = false,
}: {
  repair: RepairTicket
  now: number
  isInRoom?: boolean
}) {
  const { t } = useTranslation('classroom')
  const span = useSpanWords()
  const [isOpen, setOpen] = useState(false)
  const { state, lesson } = repair
  const isWaiting = state === 'OPEN' || state === 'ACKNOWLEDGED'
  return (
    <li className={`repair repair-${state}`} data-repair={repair.kind} data-state={state}>
      <div className="repair-what">
        <p>
          <strong>{t(`kind.${repair.kind}`)}</strong>{' '}
          <span className={`pill ${TONES[state]}`}>{t(`repairState.${state}`)}</span>
        </p>
        {!isInRoom && (
          <p>
            <Link to={paths.classroom(repair.roomId)}>
              {repair.orgName} {repair.className ?? repair.roomName}
            </Link>
          </p>
        )}
        <p className="quiet">
          {momentOf(repair.openedAt)} ·{' '}
          {repair.openedBy ? t('repairs.by', { name: repair.openedBy }) : t('repairs.bySystem')}
          {isWaiting && ` · ${t('repairs.waited', { time: span(now - repair.openedAt) })}`}
          {repair.acknowledgedBy &&
            isWaiting &&
            ` · ${t('repairs.takenBy', { name: repair.acknowledgedBy })}`}
        </p>
        {lesson && isWaiting && (
          <p className="repair-lesson">
            {t('repairs.threatens', { time: momentOf(lesson.plannedStart), title: lesson.title })}
          </p>
        )}
        {repair.lastNote && !isOpen && <p className="repair-note">{repair.lastNote}</p>}
        {isOpen && <Timeline id={repair.id} />}
      </div>
      <div className="repair-do">
        {repair.canManage && <Steps repair={repair} />}
        <Button type="link" size="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t('repairs.open')}
        </Button>
      </div>
    </li>
  )
}
