import { useTranslation } from 'react-i18next'
import { ClassLine } from '../../../components/lesson/class-line.tsx'
import { dayName, timeOf } from '../../../lib/time.ts'
import type { KnownClasses } from './legs-field.tsx'
import type { PlanDraft } from './plan-draft.ts'

const MINUTE = 60_000

/** The lesson as it is being put together: which classrooms will hang on one line, and when. */
export function PlanPreview({ draft, classes }: { draft: PlanDraft; classes: KnownClasses }) {
  const { t, i18n } = useTranslation('lessons')
  const { t: common } = useTranslation()
  const lecture = draft.lectureClassId ? classes[draft.lectureClassId] : undefined
  const legs = draft.legs.flatMap((leg) =>
    leg.classId && classes[leg.classId] ? [classes[leg.classId]!] : [],
  )
  const start = draft.plannedStart
  const pupils = [lecture, ...legs].reduce((sum, one) => sum + (one?.headcount ?? 0), 0)
  const lineOf = (one: KnownClasses[string]) => ({ orgName: one.orgName, className: one.name })
  return (
    <section className="plan-preview" aria-label={t('plan.preview')}>
      <p className="plan-preview-when">
        {draft.now && common('now')}
        {!draft.now && start !== undefined && (
          <>
            {dayName(start, i18n.language)}　{timeOf(start)}–{timeOf(start + draft.plannedMinutes * MINUTE)}
          </>
        )}
      </p>
      <h2>{draft.title || t('plan.preview')}</h2>
      <p className="plan-preview-what">
        {draft.subject && common(`subject.${draft.subject}`)}
        {draft.grade && ` · ${common(`grade.${String(draft.grade) as '1'}`)}`}
      </p>
      {lecture ? (
        <>
          <div className="plan-preview-line">
            <ClassLine dark lecture={lineOf(lecture)} legs={legs.map(lineOf)} />
          </div>
          <p className="plan-preview-what">{t('plan.pupils', { count: pupils })}</p>
        </>
      ) : (
        <p className="plan-preview-what">{t('plan.previewEmpty')}</p>
      )}
    </section>
  )
}
