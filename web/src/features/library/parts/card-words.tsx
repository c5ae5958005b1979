import type { ResourceCard } from '@tongke/contract'
import { useTranslation } from 'react-i18next'

const gradeKey = (grade: number) => `grade.${String(grade) as '1'}` as const

export function useGradeWords() {
  const { t } = useTranslation()
  return (from: number, to: number): string =>
    from === to ? t(gradeKey(from)) : `${t(gradeKey(from))}–${t(gradeKey(to))}`
}

/** Type, subject and grades; `author`: and whose it is. */
export function CardWords({ card, author }: { card: ResourceCard; author?: boolean }) {
  const { t } = useTranslation('author')
  const { t: common } = useTranslation()
  const grades = useGradeWords()
  const words = [
    t(`type.${card.type}`),
    common(`subject.${card.subject}`),
    grades(card.gradeFrom, card.gradeTo),
    ...(author ? [card.authorName, card.orgName] : []),
  ]
  return <span className="sub">{words.join(' · ')}</span>
}
