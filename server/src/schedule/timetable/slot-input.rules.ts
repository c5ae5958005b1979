import type { ErrorDetail, SlotInput } from '@tongke/contract'

export interface TeacherFact {
  readonly id: string
  /** Schools they serve at. */
  readonly orgPaths: readonly string[]
}

interface ClassFact {
  readonly id: string
  readonly grades: readonly number[]
  readonly orgPath: string
}

const detail = (path: string, code: string, message: string): ErrorDetail => ({ path, code, message })

/** What contradicts itself in a described slot, whatever else is in the timetable. */
export function slotProblems(
  input: SlotInput,
  classes: ReadonlyMap<string, ClassFact>,
  teachers: ReadonlyMap<string, TeacherFact>,
): ErrorDetail[] {
  const problems: ErrorDetail[] = []
  const say = (path: string, code: string, message: string) =>
    problems.push(detail(`body.change.slot.${path}`, code, message))
  if (input.teacherId !== null && !teachers.has(input.teacherId))
    say('teacherId', 'unknown', 'Nobody active has this id')
  if (input.mode === 'sync-lecture' && input.teacherId === null)
    say('teacherId', 'missing', 'A synchronized lesson has a lecturer')
  if (input.mode === 'sync-lecture' && input.legs.length === 0)
    say('legs', 'missing', 'A synchronized lesson has a listening class')
  if (input.mode !== 'sync-lecture' && input.legs.length > 0)
    say('legs', 'local', 'Only a synchronized lesson has listening classes')
  const outside = (classId: string, grades: readonly number[] | null) =>
    (grades ?? []).some((grade) => !classes.get(classId)?.grades.includes(grade))
  if (outside(input.classId, input.grades)) say('grades', 'grade', 'The class has no such grade')
  input.legs.forEach((leg, at) => {
    const path = `legs.${at}`
    if (leg.classId === input.classId)
      say(`${path}.classId`, 'lecture_class', 'A class cannot listen to itself')
    if (input.legs.findIndex(({ classId }) => classId === leg.classId) < at)
      say(`${path}.classId`, 'twice', 'This class is in the list twice')
    if (outside(leg.classId, leg.grades)) say(`${path}.grades`, 'grade', 'The class has no such grade')
    const assistant = leg.assistantId === null ? null : teachers.get(leg.assistantId)
    if (assistant === undefined) say(`${path}.assistantId`, 'unknown', 'Nobody active has this id')
    const school = classes.get(leg.classId)?.orgPath ?? ''
    if (assistant && !assistant.orgPaths.some((path) => school.startsWith(path)))
      say(`${path}.assistantId`, 'other_school', 'The assistant works neither at this school nor above it')
  })
  return problems
}
