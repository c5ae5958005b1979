import type { ResourceCard } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { clockOf } from '../watch/resume.rules.ts'

type Graded = Pick<ResourceCard, 'gradeFrom' | 'gradeTo'>

/** `三年级` or `一年级至三年级`. */
export function useGradeWords(): (card: Graded) => string {
  const { t } = useTranslation()
  const { t: find } = useTranslation('find')
  const name = (grade: number) => t(`grade.${String(grade) as '1'}`)
  return ({ gradeFrom, gradeTo }) =>
    gradeFrom === gradeTo ? name(gradeFrom) : find('grades', { from: name(gradeFrom), to: name(gradeTo) })
}

/** How much there is of it: minutes of a video, pages of a document. */
export function useAmountWords(): (card: Pick<ResourceCard, 'durationMs' | 'pages'>) => string | null {
  const { t } = useTranslation('find')
  return ({ durationMs, pages }) => {
    if (durationMs) return clockOf(durationMs / 1000)
    return pages ? t('pages', { count: pages }) : null
  }
}
