import type { ClassProgress, CourseDetail } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { factOf } from '../parts/fact-of.ts'
import { ItemRow } from './item-row.tsx'

interface Props {
  detail: CourseDetail
  /** The class whose progress stands beside the items. */
  learner: ClassProgress | undefined
  isLearning: boolean
}

/** Units in order, each with its items. */
export function Units({ detail, learner, isLearning }: Props) {
  const { t } = useTranslation('courses')
  if (detail.units.length === 0)
    return (
      <div className="card">
        <BlankState title={t('course.none')} />
      </div>
    )
  return (
    <>
      {learner && (
        <p className="course-of">{t('mine.ofClass', { name: `${learner.orgName} ${learner.className}` })}</p>
      )}
      <ol className="units">
        {detail.units.map((unit, index) => {
          const done = learner && unit.items.filter(({ id }) => factOf(learner, id)?.done).length
          return (
            <li key={unit.id} className="card unit" data-done={done === unit.items.length && done > 0}>
              <header>
                <span className="quiet">{t('edit.unitNumber', { count: index + 1 })}</span>
                <h2>{unit.title}</h2>
                {done !== undefined && (
                  <span className="unit-count">{t('mine.items', { done, count: unit.items.length })}</span>
                )}
              </header>
              <ul>
                {unit.items.map((item) => (
                  <ItemRow
                    key={item.id}
                    courseId={detail.card.id}
                    item={item}
                    learner={learner}
                    isLearning={isLearning}
                  />
                ))}
              </ul>
            </li>
          )
        })}
      </ol>
    </>
  )
}
