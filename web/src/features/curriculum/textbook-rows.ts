import { GRADES_OF_SUBJECT, Subject, type Outline, type Textbooks } from '@tongke/contract'
import { placesOf } from '../../components/curriculum/choice.ts'

export interface TextbookRow {
  readonly subject: Subject
  readonly chosen: Textbooks['items'][number] | undefined
  readonly editions: readonly { readonly id: string; readonly name: string }[]
}

const AUGUST = 7

/** Year in which the school year of this moment began: it turns over in August, when textbooks are ordered. */
export function schoolYearOf(at: number): number {
  const date = new Date(at)
  return date.getFullYear() - (date.getMonth() >= AUGUST ? 0 : 1)
}

/** Subjects of a grade with the editions that have a volume for it, and the one that is used. */
export function textbookRows(
  outline: Outline,
  items: Textbooks['items'],
  grade: number,
): readonly TextbookRow[] {
  const places = placesOf(outline).filter(
    ({ volume }) => volume.gradeFrom <= grade && grade <= volume.gradeTo,
  )
  return Subject.options
    .filter((subject) => GRADES_OF_SUBJECT[subject][0] <= grade && grade <= GRADES_OF_SUBJECT[subject][1])
    .map((subject) => {
      const editions = places.filter((place) => place.subject === subject).map(({ edition }) => edition)
      const chosen = items.find((item) => item.subject === subject && item.grade === grade)
      return { subject, chosen, editions: [...new Map(editions.map((one) => [one.id, one])).values()] }
    })
    .filter(({ editions, chosen }) => editions.length > 0 || chosen)
}

/** What last year had and this year has not. */
export const takenOver = (last: Textbooks['items'], present: Textbooks['items']): Textbooks['items'] =>
  last.filter((one) => !present.some(({ subject, grade }) => subject === one.subject && grade === one.grade))
