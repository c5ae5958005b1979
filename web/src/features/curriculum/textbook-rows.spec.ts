import type { Outline } from '@tongke/contract'
import { schoolYearOf, takenOver, textbookRows } from './textbook-rows.ts'

const volume = (id: string, grade: number, to = grade) => ({
  id,
  title: id,
  gradeFrom: grade,
  gradeTo: to,
  volume: 'first' as const,
  closedOn: null,
})
const edition = (id: string, ...volumes: ReturnType<typeof volume>[]) => ({
  id,
  name: id,
  schoolSystem: 'six_three' as const,
  isNew: true,
  closedOn: null,
  volumes,
})
const OUTLINE: Outline = {
  stages: [
    {
      stage: 'primary',
      subjects: [
        { subject: 'chinese', editions: [edition('tb', volume('a', 3), volume('b', 3))] },
        { subject: 'english', editions: [edition('pep', volume('c', 3)), edition('wy', volume('d', 1))] },
        { subject: 'pe', editions: [edition('ty', volume('e', 3, 4))] },
      ],
    },
  ],
}
const item = (subject: 'chinese' | 'english', grade: number, editionId: string) => ({
  subject,
  grade,
  editionId,
  editionName: editionId,
})
const rows = (grade: number) =>
  textbookRows(OUTLINE, [item('english', 3, 'pep')], grade).map(
    ({ subject, editions, chosen }) =>
      `${subject} ${editions.map(({ id }) => id).join(',')} ${chosen?.editionId ?? '-'}`,
  )

it('offers each subject the editions that have the grade, each once', () => {
  expect(rows(3)).toEqual(['chinese tb -', 'english pep pep', 'pe ty -'])
  expect(rows(4)).toEqual(['pe ty -'])
  expect(rows(1)).toEqual(['english wy -'])
})

it('takes over what is not set yet', () => {
  const last = [item('chinese', 3, 'tb'), item('english', 3, 'wy')]
  expect(takenOver(last, [item('english', 3, 'pep')])).toEqual([last[0]])
})

it.each([
  [new Date(2026, 6, 31), 2025],
  [new Date(2026, 7, 1), 2026],
])('%s is in the school year of %i', (date, year) => {
  expect(schoolYearOf(date.getTime())).toBe(year)
})
