import {
  enrolInProgramme,
  getProgramme,
  handInWork,
  listProgrammes,
  withdrawFromProgramme,
  type ProgrammeDetail,
} from '@tongke/contract'
import { App, Button, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../../components/plain/error-words.tsx'
import { useAction } from '../../../../lib/query.ts'
import { useNow } from '../../../../lib/use-now.ts'
import { nextStep } from '../parts/next-step.rules.ts'
import { EnrolmentPill } from '../parts/programme-words.tsx'

const REFRESHES = [getProgramme, listProgrammes]
const WORK_MIN = 10

/** A teacher's own part: where I stand, and the one thing to do next. */
export function MyPart({ detail }: { detail: ProgrammeDetail }) {
  const { t } = useTranslation('programmes')
  const { mine, can } = detail
  const step = nextStep(detail, useNow(30_000))
  return (
    <section className="programme-board" aria-labelledby="my-part">
      <h2 id="my-part">{t('mine.title')}</h2>
      {mine && (
        <p>
          <EnrolmentPill state={mine.state} />{' '}
          {mine.position !== null && t('mine.position', { position: mine.position })}
          {mine.reason !== null && mine.state === 'REFUSED' && t('mine.refused', { reason: mine.reason })}
        </p>
      )}
      <p className="programme-next">
        {t(`next.${step.kind}`, { title: step.session?.title ?? '', hours: detail.card.hours })}
      </p>
      {mine?.assessment && <Progress detail={detail} />}
      {can.enrol && <Enrol detail={detail} />}
      {can.handIn && detail.needsWork && mine?.work?.accepted !== true && <Work detail={detail} />}
      {can.withdraw && <Withdraw detail={detail} />}
    </section>
  )
}

function Progress({ detail }: { detail: ProgrammeDetail }) {
  const { t } = useTranslation('programmes')
  const assessment = detail.mine?.assessment
  if (!assessment) return null
  const { counted, sessions, tests, testsPassed, workAccepted } = assessment
  return (
    <ul className="programme-needs">
      <li data-met={!assessment.gaps.includes('attendance')}>
        {t('mine.sessions', { counted, sessions, percent: detail.attendPercent })}
      </li>
      {detail.needsTests && tests > 0 && (
        <li data-met={!assessment.gaps.includes('tests')}>
          {t('mine.tests', { passed: testsPassed, tests })}
        </li>
      )}
      {detail.needsWork && (
        <li data-met={workAccepted}>{t(workAccepted ? 'mine.workAccepted' : 'mine.workMissing')}</li>
      )}
    </ul>
  )
}

function Enrol({ detail }: { detail: ProgrammeDetail }) {
  const { t } = useTranslation('programmes')
  const enrolling = useAction(enrolInProgramme, REFRESHES)
  return (
    <>
      <Button
        type="primary"
        size="large"
        loading={enrolling.isPending}
        onClick={() => enrolling.mutate({ params: { id: detail.card.id } })}
      >
        {t('mine.enrol')}
      </Button>
      {enrolling.error && <ErrorNotice error={enrolling.error} traced={enrolling.error.status >= 500} />}
    </>
  )
}

function Withdraw({ detail }: { detail: ProgrammeDetail }) {
  const { t } = useTranslation('programmes')
  const { modal } = App.useApp()
  const leaving = useAction(withdrawFromProgramme, REFRESHES)
  const leave = () => leaving.mutate({ params: { id: detail.card.id } })
  return (
    <>
      <Button
        ghost
        loading={leaving.isPending}
        onClick={() =>
          void modal.confirm({ title: t('mine.withdrawSure'), content: t('mine.withdrawHint'), onOk: leave })
        }
      >
        {t('mine.withdraw')}
      </Button>
      {leaving.error && <ErrorNotice error={leaving.error} traced={leaving.error.status >= 500} />}
    </>
  )
}

function Work({ detail }: { detail: ProgrammeDetail }) {
  const { t } = useTranslation('programmes')
  const { message } = App.useApp()
  const work = detail.mine?.work ?? null
  const [text, setText] = useState(work?.text ?? '')
  const field = useId()
  const sending = useAction(handInWork, REFRESHES)
  return (
    <div className="programme-work">
      <label htmlFor={field}>{t('work.mine')}</label>
      {work?.accepted === false && (
        <p className="notice notice-warn">{t('work.back', { comment: work.comment })}</p>
      )}
      {work?.accepted === null && <p>{t('work.waits')}</p>}
      <Input.TextArea
        id={field}
        rows={5}
        maxLength={10_000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {sending.error && <ErrorNotice error={sending.error} traced={sending.error.status >= 500} />}
      <Button
        type="primary"
        loading={sending.isPending}
        disabled={text.trim().length < WORK_MIN || text === work?.text}
        onClick={() =>
          sending.mutate(
            { params: { id: detail.card.id }, body: { text } },
            { onSuccess: () => void message.success(t('work.sent')) },
          )
        }
      >
        {t(work ? 'work.again' : 'work.handIn')}
      </Button>
    </div>
  )
}
