import type { ClassProgress, CourseItem } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { LessonStatusPill } from '../../../components/plain/lesson-status.tsx'
import { paths } from '../../../config/paths.ts'
import { momentOf } from '../../../lib/time.ts'
import { useMe } from '../../../lib/me.ts'
import { useAmount } from '../parts/item-words.ts'
import { LearningMark } from './learning-mark.tsx'

interface Props {
  courseId: string
  item: CourseItem
  learner: ClassProgress | undefined
  isLearning: boolean
}

/** One thing to learn from, and whether the class has. */
export function ItemRow({ courseId, item, learner, isLearning }: Props) {
  return (
    <li className="unit-item">
      {item.kind === 'resource' ? <ResourceWords item={item} /> : <LessonWords item={item} />}
      {learner && <LearningMark courseId={courseId} item={item} learner={learner} isLearning={isLearning} />}
    </li>
  )
}

function ResourceWords({ item: { resource } }: { item: Extract<CourseItem, { kind: 'resource' }> }) {
  const { t } = useTranslation('courses')
  const { t: find } = useTranslation('find')
  const amount = useAmount()
  if (!resource)
    return (
      <div className="unit-item-words">
        <strong className="quiet">{t('item.hidden')}</strong>
        <span className="sub">{t('item.hiddenHint')}</span>
      </div>
    )
  return (
    <div className="unit-item-words">
      <Link to={paths.resource(resource.id)}>{resource.title}</Link>
      <span className="sub">
        {[find(`type.${resource.type}`), amount(resource), resource.authorName].filter(Boolean).join(' · ')}
      </span>
    </div>
  )
}

function LessonWords({ item: { lesson } }: { item: Extract<CourseItem, { kind: 'lesson' }> }) {
  const { t } = useTranslation('courses')
  const isPerson = useMe().data?.kind === 'person'
  return (
    <div className="unit-item-words">
      <span>
        {lesson.canOpen && isPerson ? (
          <Link to={paths.lesson(lesson.id)}>{lesson.title}</Link>
        ) : (
          <strong>{lesson.title}</strong>
        )}{' '}
        <LessonStatusPill status={lesson.status} />
      </span>
      <span className="sub">
        {[
          t('item.live'),
          momentOf(lesson.plannedStart),
          t('item.minutes', { count: lesson.plannedMinutes }),
          t('item.lecturer', { name: lesson.lecturerName }),
        ].join(' · ')}
      </span>
    </div>
  )
}
