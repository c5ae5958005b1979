import {
  MULTIGRADE_TYPES,
  PARENT_KINDS,
  type ClassInput,
  type ClassState,
  type OrgKind,
} from '@tongke/contract'

const JUNIOR_TYPES = new Set<ClassInput['classType']>(['20', '22', '23'])
const LAST_PRIMARY_GRADE = 6

/**
 * Do the grades fit the class type (班级类型, JY/T 1001)? Ascending and distinct; several only in a multigrade class or at
 * a teaching point; primary types hold grades 1–6, junior types 7–9.
 */
export function gradesFit({ classType, grades }: Pick<ClassInput, 'classType' | 'grades'>): boolean {
  const ascending = grades.every((grade, index) => index === 0 || grade > (grades[index - 1] ?? 0))
  const single = grades.length === 1 || MULTIGRADE_TYPES.includes(classType)
  const junior = JUNIOR_TYPES.has(classType)
  const stage = grades.every((grade) => grade > LAST_PRIMARY_GRADE === junior)
  const severalIfMixed = !['12', '22'].includes(classType) || grades.length > 1
  return ascending && single && stage && severalIfMixed
}

export const parentFits = (kind: OrgKind, parent: OrgKind | null): boolean =>
  parent === null ? kind === 'bureau' : PARENT_KINDS[kind].includes(parent)

/** Year in which the school year of a day `YYYY-MM-DD` began: on 1 September. */
export const schoolYearOf = (day: string): number =>
  Number(day.slice(0, 4)) - (day.slice(5) < '09-01' ? 1 : 0)

/** A class lives for one school year; after it its pupils are in a class of the next grade. */
export function classStateOf(
  { schoolYear, closedOn }: { schoolYear: number; closedOn: string | null },
  today: string,
): ClassState {
  if (closedOn !== null && closedOn <= today) return 'CLOSED'
  const present = schoolYearOf(today)
  if (schoolYear === present) return 'ACTIVE'
  return schoolYear > present ? 'PLANNED' : 'PROMOTED'
}
