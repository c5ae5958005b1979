import type { CourseCard } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '../../../config/paths.ts'
import { CourseStatePill, SubjectMark, useCourseScope } from '../parts/course-words.tsx'

/** A course in a list: what, for whom, by whom, and how many learn it. */
export function CourseRow({ card }: { card: CourseCard }) {
  const { t } = useTranslation('courses')
  const { t: common } = useTranslation()
  const scope = useCourseScope()
  return (
    <li>
      <Link className="course-row card" to={paths.course(card.id)}>
        <SubjectMark subject={card.subject} />
        <span className="course-row-words">
          <span className="course-row-head">
            <strong>{card.title}</strong>
            <CourseStatePill state={card.state} />
          </span>
          <span>
            {scope(card)} · {card.orgName} ·{' '}
            {t('card.teachers', { names: card.teacherNames.join(common('listComma')) })}
          </span>
          {card.summary && <span className="course-row-summary">{card.summary}</span>}
          <span className="quiet course-row-foot">
            <span>{t('card.units', { count: card.units })}</span>
            <span>{t('card.items', { count: card.items })}</span>
            {card.classes > 0 && (
              <span>
                {t('card.classes', { count: card.classes })}
                {card.ruralClasses > 0 && ` · ${t('card.rural', { count: card.ruralClasses })}`}
              </span>
            )}
            {card.startsOn && card.state === 'OPEN' && (
              <span>{t('card.startsOn', { day: card.startsOn })}</span>
            )}
          </span>
        </span>
      </Link>
    </li>
  )
}
