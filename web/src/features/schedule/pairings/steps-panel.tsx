import {
  activatePairing,
  cancelPairing,
  freezePairing,
  getPairing,
  getPairingCoverage,
  listPairings,
  resumePairing,
  revisePairing,
  signPairing,
  submitPairing,
  type Pairing,
  type PairingSide,
} from '@tongke/contract'
import { App, Button, Input, Modal } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice, useErrorText } from '../../../components/plain/error-words.tsx'
import { useAction } from '../../../lib/query.ts'

const REFRESHES = [getPairing, listPairings, getPairingCoverage]
const PATH = ['DRAFT', 'PENDING', 'ACTIVE'] as const
type Ask = 'freeze' | 'cancel' | 'abandon' | 'outside'

/** Where the agreement stands, and the one next step somebody with this post may take. */
export function StepsPanel({ pairing, onEdit }: { pairing: Pairing; onEdit: () => void }) {
  const { t } = useTranslation('pairings')
  const [asking, setAsking] = useState<Ask>()
  const { can, state, reason, host } = pairing
  const isInForce = state === 'ACTIVE' || state === 'FROZEN'
  const reached = PATH.findIndex((one) => one === state)
  return (
    <section className="pairing-board" aria-label={t(`state.${state}`)}>
      <h2>{t(`state.${state}`)}</h2>
      <p>{t(`stateHint.${state}`)}</p>
      {reached >= 0 && (
        <ol className="pairing-path" aria-label={t('path.label')}>
          {PATH.map((one, index) => (
            <li key={one} data-done={index < reached || state === 'ACTIVE'} data-now={one === state}>
              {t(`path.${one}`)}
            </li>
          ))}
        </ol>
      )}
      {reason !== null && <p>{t('detail.reason', { reason })}</p>}
      {can.submit && <Step pairing={pairing} step="submit" primary />}
      {can.edit && (
        <Button ghost onClick={onEdit}>
          {t('step.edit')}
        </Button>
      )}
      {can.signHost &&
        (host === null ? (
          <Button type="primary" onClick={() => setAsking('outside')}>
            {t('step.signHost')}
          </Button>
        ) : (
          <Sign pairing={pairing} side="host" />
        ))}
      {can.signRural && <Sign pairing={pairing} side="rural" />}
      {can.activate && <Step pairing={pairing} step="activate" primary />}
      {can.resume && <Step pairing={pairing} step="resume" primary />}
      {can.revise && <Step pairing={pairing} step="revise" />}
      {can.freeze && (
        <Button ghost onClick={() => setAsking('freeze')}>
          {t('step.freeze')}
        </Button>
      )}
      {can.cancel && (
        <Button ghost onClick={() => setAsking(isInForce ? 'cancel' : 'abandon')}>
          {t(isInForce ? 'step.cancel' : 'step.abandon')}
        </Button>
      )}
      {asking === 'outside' && <OutsideDialog pairing={pairing} onClose={() => setAsking(undefined)} />}
      {asking !== undefined && asking !== 'outside' && (
        <ReasonDialog pairing={pairing} step={asking} onClose={() => setAsking(undefined)} />
      )}
    </section>
  )
}

const STEPS = {
  submit: submitPairing,
  revise: revisePairing,
  activate: activatePairing,
  resume: resumePairing,
} as const

function Step({ pairing, step, primary }: { pairing: Pairing; step: keyof typeof STEPS; primary?: true }) {
  const { t } = useTranslation('pairings')
  const { message, modal } = App.useApp()
  const errorText = useErrorText()
  const taking = useAction(STEPS[step], REFRESHES)
  const take = () =>
    taking.mutateAsync({ params: { id: pairing.id }, body: { revision: pairing.revision } }).then(
      () => void message.success(t('step.done')),
      (error: unknown) => void message.error(errorText(error)),
    )
  const ask = () =>
    void modal.confirm({ title: t('step.reviseTitle'), content: t('step.reviseHint'), onOk: take })
  return (
    <Button
      type={primary ? 'primary' : 'default'}
      ghost={!primary}
      loading={taking.isPending}
      onClick={step === 'revise' ? ask : () => void take()}
    >
      {t(`step.${step}`)}
    </Button>
  )
}

function Sign({ pairing, side }: { pairing: Pairing; side: PairingSide }) {
  const { t } = useTranslation('pairings')
  const { message, modal } = App.useApp()
  const errorText = useErrorText()
  const signing = useAction(signPairing, REFRESHES)
  const sign = () =>
    signing.mutateAsync({ params: { id: pairing.id }, body: { revision: pairing.revision, side } }).then(
      () => void message.success(t('step.done')),
      (error: unknown) => void message.error(errorText(error)),
    )
  return (
    <Button
      type="primary"
      onClick={() =>
        void modal.confirm({ title: t('step.signTitle'), content: t('step.signHint'), onOk: sign })
      }
    >
      {t(side === 'host' ? 'step.signHost' : 'step.signRural')}
    </Button>
  )
}

interface DialogProps {
  pairing: Pairing
  onClose: () => void
}

function OutsideDialog({ pairing, onClose }: DialogProps) {
  const { t } = useTranslation('pairings')
  const { message } = App.useApp()
  const [signerName, setSignerName] = useState('')
  const field = useId()
  const signing = useAction(signPairing, REFRESHES)
  const sign = () =>
    signing.mutate(
      {
        params: { id: pairing.id },
        body: { revision: pairing.revision, side: 'host', signerName: signerName.trim() },
      },
      {
        onSuccess: () => {
          void message.success(t('step.done'))
          onClose()
        },
      },
    )
  return (
    <Modal
      open
      title={t('step.outsideTitle')}
      okText={t('step.signHost')}
      okButtonProps={{ loading: signing.isPending, disabled: signerName.trim() === '' }}
      onOk={sign}
      onCancel={onClose}
    >
      <div className="pairing-dialog">
        <label htmlFor={field}>{t('step.signerName')}</label>
        <Input
          id={field}
          maxLength={30}
          value={signerName}
          onChange={(event) => setSignerName(event.target.value)}
        />
        {signing.error && <ErrorNotice error={signing.error} traced={signing.error.status >= 500} />}
      </div>
    </Modal>
  )
}

function ReasonDialog({ pairing, step, onClose }: DialogProps & { step: Exclude<Ask, 'outside'> }) {
  const { t } = useTranslation('pairings')
  const { message } = App.useApp()
  const [reason, setReason] = useState('')
  const field = useId()
  const taking = useAction(step === 'freeze' ? freezePairing : cancelPairing, REFRESHES)
  const take = () =>
    taking.mutate(
      { params: { id: pairing.id }, body: { revision: pairing.revision, reason: reason.trim() } },
      {
        onSuccess: () => {
          void message.success(t('step.done'))
          onClose()
        },
      },
    )
  return (
    <Modal
      open
      title={t(`step.${step}Title`)}
      okText={t(`step.${step}`)}
      okButtonProps={{
        danger: step !== 'freeze',
        loading: taking.isPending,
        disabled: reason.trim() === '',
      }}
      onOk={take}
      onCancel={onClose}
    >
      <div className="pairing-dialog">
        <p>{t(`step.${step}Hint`)}</p>
        <label htmlFor={field}>{t('step.reasonLabel')}</label>
        <Input.TextArea
          id={field}
          rows={3}
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {taking.error && <ErrorNotice error={taking.error} traced={taking.error.status >= 500} />}
      </div>
    </Modal>
  )
}
