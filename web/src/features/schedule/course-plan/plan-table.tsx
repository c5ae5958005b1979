import { PlanArea, type CoursePlan } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { GRADES, cellOf, cellsOf, hoursOfCell, keyOf, totalOf, type PlanCells } from './plan-cells.ts'

interface Props {
  plan: CoursePlan
  /** What is typed; null: only read. */
  cells: PlanCells | null
  onChange: (cells: PlanCells) => void
}

/** Subjects down, grades across; totals beside what is required. */
export function PlanTable({ plan, cells, onChange }: Props) {
  const { t } = useTranslation('calendar')
  const { t: common } = useTranslation()
  const shown = cells ?? cellsOf(plan)
  return (
    <section className="card plan-table-card">
      <div className="plan-table-scroll">
        <table className="plan-table">
          <thead>
            <tr>
              <th scope="col">{t('plan.area')}</th>
              {GRADES.map((grade) => (
                <th key={grade} scope="col" aria-label={common(`grade.${String(grade) as '1'}`)}>
                  {t(`plan.short.${String(grade) as '1'}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {PlanArea.options.map((area) => (
              <tr key={area}>
                <th scope="row">{t(`plan.areaName.${area}`)}</th>
                {GRADES.map((grade) => {
                  const key = keyOf(grade, area)
                  const text = shown[key] ?? ''
                  return (
                    <td key={grade} data-wrong={hoursOfCell(text) === null}>
                      {cells ? (
                        <input
                          aria-label={`${t(`plan.areaName.${area}`)} ${common(`grade.${String(grade) as '1'}`)}`}
                          inputMode="numeric"
                          maxLength={5}
                          value={text}
                          onChange={(event) => onChange({ ...cells, [key]: event.target.value })}
                        />
                      ) : (
                        text || <span className="plan-none">·</span>
                      )}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('plan.total')}</th>
              {GRADES.map((grade) => {
                const total = totalOf(shown, grade)
                const required = plan.required.find((one) => one.grade === grade)?.weekly
                const isRight = total.odd === required && total.even === required
                return (
                  <td key={grade} data-right={total.odd + total.even === 0 ? undefined : isRight}>
                    {cellOf(total) || '–'}
                  </td>
                )
              })}
            </tr>
            <tr className="plan-required">
              <th scope="row">{t('plan.required')}</th>
              {plan.required.map(({ grade, weekly }) => (
                <td key={grade}>{weekly}</td>
              ))}
            </tr>
            <tr className="plan-required">
              <th scope="row">{t('plan.weeksRow')}</th>
              {plan.required.map(({ grade, weeks }) => (
                <td key={grade}>{weeks}</td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
      {cells && <p className="quiet plan-hint">{t('plan.oddEvenHint')}</p>}
    </section>
  )
}
