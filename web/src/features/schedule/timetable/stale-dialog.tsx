import {
  CancelReason,
  decideStaleLessons,
  getLesson,
  getLessonLinks,
  listLessons,
  type StaleDecision,
  type StaleLesson,
} from '@tongke/contract'
import { App, Button, Modal, Radio, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { paths } from '../../../config/paths.ts'
import { useAction } from '../../../lib/query.ts'
import { dayName, timeOf } from '../../../lib/time.ts'
import { READS } from './use-moves.ts'

const ACTS = ['move', 'cancel', 'leave'] as const
type Act = (typeof ACTS)[number]

interface Props {
  termId: string
  items: readonly StaleLesson[]
  onClose: () => void
}

const decisionOf = ({ lessonId, plannedStart: from, target }: StaleLesson, act: Act): StaleDecision[] => {
  if (act === 'cancel') return [{ act, lessonId, from }]
  if (act === 'leave') return [{ act, lessonId, from, to: target?.plannedStart ?? null }]
  return target ? [{ act, lessonId, from, to: target.plannedStart }] : []
}

/** Each lesson moves along with its slot, is cancelled, or stays: all at once, with one reason. */
export function StaleDialog({ termId, items, onClose }: Props) {
  const { t } = useTranslation('timetable')
  const { t: lessons } = useTranslation('lessons')
  const { message } = App.useApp()
  const [chosen, setChosen] = useState<Readonly<Record<string, Act>>>({})
  const [reason, setReason] = useState<CancelReason | null>(null)
  const deciding = useAction(decideStaleLessons, [...READS, listLessons, getLesson, getLessonLinks])
  const actOf = (one: StaleLesson): Act =>
    chosen[one.lessonId] ?? (one.target && !one.stays ? 'move' : 'leave')
  const decisions = items
    .filter((one) => one.mayDecide && !(one.stays && actOf(one) === 'leave'))
    .flatMap((one) => decisionOf(one, actOf(one)))
  // That a lesson stays needs no excuse.
  const needsReason = decisions.some(({ act }) => act !== 'leave')
  const save = () =>
    deciding.mutate(
      { body: { termId, decisions, reason: needsReason ? reason : null } },
      {
        onSuccess: (done) => {
          void message.success(t('stale.done', done))
          onClose()
        },
      },
    )
  return (
    <Modal
      title={t('stale.title')}
      open
      onCancel={onClose}
      width={760}
      footer={
        <>
          <Button onClick={onClose}>{t('stale.back')}</Button>
          <Button
            type="primary"
            disabled={decisions.length === 0 || (needsReason && reason === null)}
            loading={deciding.isPending}
            onClick={save}
          >
            {t('stale.save', { count: decisions.length })}
          </Button>
        </>
      }
    >
      <p>{t('stale.hint')}</p>
      {deciding.error && (
        <div className="form-error">
          <ErrorNotice error={deciding.error} />
        </div>
      )}
      <ul className="stale-list">
        {items.map((one) => (
          <StaleRow
            key={one.lessonId}
            lesson={one}
            act={actOf(one)}
            onAct={(act) => setChosen({ ...chosen, [one.lessonId]: act })}
          />
        ))}
      </ul>
      <fieldset className="stale-reason" disabled={!needsReason} hidden={!needsReason}>
        <legend>{lessons('detail.reason')}</legend>
        <Radio.Group
          value={reason}
          onChange={({ target }) => setReason(CancelReason.parse(target.value))}
          options={CancelReason.options.map((value) => ({
            value,
            label: lessons(`detail.reasons.${value}`),
          }))}
        />
      </fieldset>
    </Modal>
  )
}

function StaleRow({ lesson, act, onAct }: { lesson: StaleLesson; act: Act; onAct: (act: Act) => void }) {
  const { t, i18n } = useTranslation('timetable')
  const { lessonId, title, plannedStart, target, byHand, mayDecide, lecturerName, legOrgNames } = lesson
  const when = (at: number) => `${dayName(at, i18n.language)} ${timeOf(at)}`
  return (
    <li>
      <div>
        <Link to={paths.lesson(lessonId)}>{title}</Link>
        <span className="quiet">
          {' '}
          {lecturerName} → {legOrgNames.join(t('comma'))}
        </span>
        <p className="stale-when">
          {when(plannedStart)}
          {target ? ` → ${when(target.plannedStart)}` : ` · ${t('stale.nowhere')}`}
        </p>
      </div>
      {mayDecide ? (
        <Segmented
          value={act}
          onChange={onAct}
          aria-label={title}
          options={ACTS.map((value) => ({
            value,
            label: t(`stale.act.${value}`),
            disabled: value === 'move' && target === null,
          }))}
        />
      ) : (
        <span className="quiet">{t(byHand ? 'stale.byHand' : 'stale.notMine')}</span>
      )}
    </li>
  )
}
