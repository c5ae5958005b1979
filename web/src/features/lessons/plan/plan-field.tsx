import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { timeOf } from '../../../lib/time.ts'
import type { PlanProblem } from './plan-draft.ts'

interface Props {
  label: string
  problem?: PlanProblem | undefined
  hint?: string
  /** Gets the id the label points at. */
  children: (id: string) => ReactNode
}

/** A labelled field of the plan with what is wrong with it. */
export function PlanField({ label, problem, hint, children }: Props) {
  const { t } = useTranslation('lessons')
  const { t: common } = useTranslation()
  const id = useId()
  const words = (): string | undefined => {
    if (!problem) return undefined
    if (typeof problem === 'object')
      return t('plan.busyWith', { title: problem.busyWith, time: timeOf(problem.at) })
    if (problem === 'past' || problem === 'twice') return t(`plan.${problem}`)
    return common(`field.${problem}`, { name: label, max: 60 })
  }
  return (
    <div className="plan-field" data-wrong={problem !== undefined}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {problem ? (
        <span className="field-error" role="alert">
          {words()}
        </span>
      ) : (
        hint && <span className="quiet">{hint}</span>
      )}
    </div>
  )
}
