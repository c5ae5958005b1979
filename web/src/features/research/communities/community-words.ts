import type { CommunityCard } from '@tongke/contract'
import { useTranslation } from 'react-i18next'

/** `数学 · 三年级至六年级`. */
export function useCommunityScope(): (
  card: Pick<CommunityCard, 'subject' | 'gradeFrom' | 'gradeTo'>,
) => string {
  const { t } = useTranslation('research')
  const { t: common } = useTranslation()
  const name = (grade: number) => common(`grade.${String(grade) as '1'}`)
  return ({ subject, gradeFrom, gradeTo }) => {
    const grades =
      gradeFrom === gradeTo
        ? name(gradeFrom)
        : t('community.grades', { from: name(gradeFrom), to: name(gradeTo) })
    return `${subject ? common(`subject.${subject}`) : t('community.anySubject')} · ${grades}`
  }
}
