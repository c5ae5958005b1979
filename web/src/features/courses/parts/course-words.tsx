import type { CourseCard, CourseState } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import '../../../components/plain/plain.css'

const TONES: Record<CourseState, string> = {
  DRAFT: '',
  PROPOSED: 'pill-warn',
  REVIEWED: 'pill-ready',
  OPEN: 'pill-ok',
  RUNNING: 'pill-ok',
  CLOSED: '',
}

export function CourseStatePill({ state }: { state: CourseState }) {
  const { t } = useTranslation('courses')
  return <span className={`pill ${TONES[state]}`}>{t(`state.${state}`)}</span>
}

/** `英语 · 三年级` or `语文 · 一年级至三年级`. */
export function useCourseScope(): (card: Pick<CourseCard, 'subject' | 'gradeFrom' | 'gradeTo'>) => string {
  const { t } = useTranslation('courses')
  const { t: common } = useTranslation()
  const name = (grade: number) => common(`grade.${String(grade) as '1'}`)
  return ({ subject, gradeFrom, gradeTo }) => {
    const grades =
      gradeFrom === gradeTo ? name(gradeFrom) : t('grades', { from: name(gradeFrom), to: name(gradeTo) })
    return `${common(`subject.${subject}`)} · ${grades}`
  }
}

/** The subject in one sign on the board: how a course is told from others at a glance. */
export function SubjectMark({ subject }: Pick<CourseCard, 'subject'>) {
  const { t, i18n } = useTranslation()
  const name = t(`subject.${subject}`)
  return (
    <span className="course-mark" aria-hidden="true">
      {i18n.language === 'zh-CN' ? name.slice(0, 1) : name.slice(0, 2)}
    </span>
  )
}
