import type { CoursePlan, PlanFinding } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { cellOf } from './plan-cells.ts'

/** Whether the plan keeps to the rules, and where it does not. */
export function PlanFindings({ plan }: { plan: CoursePlan }) {
  const { t } = useTranslation('calendar')
  const words = useFindingWords()
  if (plan.findings.length === 0)
    return (
      <p className="notice notice-ok plan-verdict">
        {plan.isWhole ? t('plan.ok', { hours: plan.yearHours }) : t('plan.part')}
      </p>
    )
  return (
    <div className="notice plan-verdict" role="status">
      <strong>{t('plan.finding.head', { count: plan.findings.length })}</strong>
      <ul>
        {plan.findings.map((finding) => (
          <li key={words(finding)}>{words(finding)}</li>
        ))}
      </ul>
    </div>
  )
}

function useFindingWords(): (finding: PlanFinding) => string {
  const { t } = useTranslation('calendar')
  const { t: common } = useTranslation()
  return (finding) => {
    switch (finding.kind) {
      case 'weekly_total':
        return t('plan.finding.weekly_total', {
          grade: common(`grade.${String(finding.grade) as '1'}`),
          value: cellOf(finding) || '0',
          required: finding.required,
        })
      case 'year_total':
        return t('plan.finding.year_total', { hours: finding.hours, required: finding.required })
      case 'share':
        return t('plan.finding.share', {
          group: t(`plan.groupName.${finding.group}`),
          percent: finding.percent.toFixed(1),
          min: finding.min,
          max: finding.max,
        })
    }
  }
}
