import { useTranslation } from 'react-i18next'
import { CHECK_STEPS, type LineCheckView } from '../../../live/line-check.ts'

/** What is being measured now, in words. */
export function CheckSteps({ view }: { view: LineCheckView }) {
  const { t } = useTranslation('check')
  const state = (step: (typeof CHECK_STEPS)[number]) =>
    view.done.includes(step) ? 'done' : view.step === step ? 'now' : 'later'
  return (
    <ol className="check-steps" aria-label={t('steps')}>
      {CHECK_STEPS.map((step) => (
        <li
          key={step}
          className={`check-step check-step-${state(step)}`}
          aria-current={state(step) === 'now' ? 'step' : undefined}
        >
          <b>{t(`step.${step}.title`)}</b>
          <span>
            {state(step) === 'now' ? t(`step.${step}.now`) : state(step) === 'done' ? t('done') : t('later')}
          </span>
        </li>
      ))}
    </ol>
  )
}
