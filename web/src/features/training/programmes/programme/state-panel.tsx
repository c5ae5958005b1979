import {
  assessProgramme,
  cancelProgramme,
  closeProgramme,
  discardProgramme,
  getAssessmentSheet,
  getProgramme,
  listEnrolments,
  listProgrammes,
  openProgramme,
  startProgramme,
  type ProgrammeDetail,
} from '@tongke/contract'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { ErrorNotice } from '../../../../components/plain/error-words.tsx'
import { PATHS } from '../../../../config/paths.ts'
import { hasRole, useMe } from '../../../../lib/me.ts'
import { useAction } from '../../../../lib/query.ts'
import { CertifyButton } from './certify-button.tsx'
import { ReasonDialog } from './reason-dialog.tsx'

const STEPS = {
  open: openProgramme,
  start: startProgramme,
  assess: assessProgramme,
  close: closeProgramme,
} as const
type Step = keyof typeof STEPS
const REFRESHES = [getProgramme, listProgrammes, listEnrolments, getAssessmentSheet]

/** Where the programme stands, for who leads it. */
export function StatePanel({ detail }: { detail: ProgrammeDetail }) {
  const { t } = useTranslation('programmes')
  const { card, can, cancelledReason, revision } = detail
  const me = useMe().data
  const [cancelling, setCancelling] = useState(false)
  const cancel = useAction(cancelProgramme, REFRESHES)
  if (!can.lead && card.state !== 'CANCELLED') return null
  const steps = (Object.keys(STEPS) as Step[]).filter((name) => can[name])
  return (
    <section className="programme-board" aria-label={t(`step.${card.state}`)}>
      <h2>{t(`step.${card.state}`)}</h2>
      <p>{t(`step.${card.state}Hint`)}</p>
      {cancelledReason !== null && <p>{t('step.reasonWas', { reason: cancelledReason })}</p>}
      {steps.map((name) => (
        <StepButton key={name} step={name} detail={detail} />
      ))}
      {card.state === 'CLOSED' && hasRole(me, 'officer') && <CertifyButton programmeId={card.id} />}
      {can.discard && <Discard id={card.id} />}
      {can.cancel && card.state !== 'PLANNED' && (
        <Button ghost onClick={() => setCancelling(true)}>
          {t('step.cancel')}
        </Button>
      )}
      {cancelling && (
        <ReasonDialog
          title={t('step.cancel')}
          hint={t('step.cancelHint')}
          pending={cancel.isPending}
          error={cancel.error}
          onSend={(reason) =>
            cancel.mutate(
              { params: { id: card.id }, body: { revision, reason } },
              { onSuccess: () => setCancelling(false) },
            )
          }
          onClose={() => setCancelling(false)}
        />
      )}
    </section>
  )
}

function StepButton({ step, detail }: { step: Step; detail: ProgrammeDetail }) {
  const { t } = useTranslation('programmes')
  const { message, modal } = App.useApp()
  const taking = useAction(STEPS[step], REFRESHES)
  const take = () =>
    taking.mutate(
      { params: { id: detail.card.id }, body: { revision: detail.revision } },
      { onSuccess: () => void message.success(t('step.done')) },
    )
  const ask = () =>
    void modal.confirm({ title: t('step.closeTitle'), content: t('step.closeHint'), onOk: take })
  return (
    <>
      <Button type="primary" loading={taking.isPending} onClick={step === 'close' ? ask : take}>
        {t(`step.${step}`)}
      </Button>
      {taking.error && <ErrorNotice error={taking.error} traced={taking.error.status >= 500} />}
    </>
  )
}

function Discard({ id }: { id: string }) {
  const { t } = useTranslation('programmes')
  const { modal } = App.useApp()
  const navigate = useNavigate()
  const discarding = useAction(discardProgramme, [listProgrammes])
  const discard = () =>
    discarding.mutate({ params: { id } }, { onSuccess: () => void navigate(PATHS.programmes) })
  return (
    <Button ghost onClick={() => void modal.confirm({ title: t('step.discardSure'), onOk: discard })}>
      {t('step.discard')}
    </Button>
  )
}
