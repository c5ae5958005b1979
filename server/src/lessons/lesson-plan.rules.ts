import { Refusal, type ErrorDetail, type LessonInput, type LessonPlan } from '@tongke/contract'
import type { LessonParties } from './lesson-access.rules.ts'

export interface PlanClass {
  id: string
  name: string
  orgId: string
  orgName: string
  orgPath: string
  headcount: number
}

export interface PlanPerson {
  id: string
  name: string
  posts: readonly { orgId: string; orgPath: string; role: string }[]
}

/** Everything a plan names, looked up. */
export interface PlanParts {
  input: LessonInput
  plannedStart: number
  lecturer: PlanPerson
  classes: ReadonlyMap<string, PlanClass>
  people: ReadonlyMap<string, PlanPerson>
  /** Ids for the legs, in their order. */
  legIds: readonly string[]
}

const detail = (path: string, code: string, message: string): ErrorDetail => ({ path, code, message })

const classOf = (parts: PlanParts, id: string): PlanClass => {
  const found = parts.classes.get(id)
  if (!found) throw new Refusal('not_found')
  return found
}

/** An assistant is an adult of that school, or of the centre school above it. */
const belongsTo = (person: PlanPerson, school: PlanClass): boolean =>
  person.posts.some((post) => school.orgPath.startsWith(post.orgPath))

function legProblems(parts: PlanParts): ErrorDetail[] {
  const { input, lecturer, people } = parts
  const classIds = input.legs.map((leg) => leg.classId)
  const assistants = input.legs.flatMap((leg) => leg.assistantId ?? [])
  return input.legs.flatMap((leg, index) => {
    const path = `body.legs.${index}`
    const person = leg.assistantId === null ? undefined : people.get(leg.assistantId)
    return [
      ...(leg.classId === input.lectureClassId
        ? [detail(`${path}.classId`, 'lecture_class', 'The lecture class cannot listen to itself')]
        : []),
      ...(classIds.indexOf(leg.classId) < index
        ? [detail(`${path}.classId`, 'twice', 'This class is in the list twice')]
        : []),
      ...(leg.assistantId !== null && leg.assistantId === lecturer.id
        ? [detail(`${path}.assistantId`, 'lecturer', 'The lecturer cannot assist')]
        : []),
      ...(leg.assistantId !== null && assistants.filter((id) => id === leg.assistantId).length > 1
        ? [detail(`${path}.assistantId`, 'twice', 'One person cannot assist in two rooms')]
        : []),
      ...(person && !belongsTo(person, classOf(parts, leg.classId))
        ? [
            detail(
              `${path}.assistantId`,
              'other_school',
              'The assistant works neither at this school nor above it',
            ),
          ]
        : []),
    ]
  })
}

/** A master teacher's lesson is for teachers; every other one is for classes that listen (domain §4.6). */
const tooFewLegs = ({ legs, type }: LessonInput): ErrorDetail[] =>
  legs.length === 0 && type !== 'master'
    ? [detail('body.legs', 'too_few', 'A lesson of this type has a listening class')]
    : []

/** @throws Refusal lesson.legs with every bad leg */
export function checkLegs(parts: PlanParts): void {
  const problems = [...tooFewLegs(parts.input), ...legProblems(parts)]
  if (problems.length > 0) throw new Refusal('lesson.legs', { details: problems })
}

/** Heads and coordinators of a school stand before a class too: the timetable takes the same people. */
const TEACHING: readonly string[] = ['teacher', 'head', 'coordinator']

/** The lecturer teaches at the school of the lecture class. */
export const lecturesThere = (parts: PlanParts): boolean =>
  parts.lecturer.posts.some(
    (post) => TEACHING.includes(post.role) && post.orgId === classOf(parts, parts.input.lectureClassId).orgId,
  )

export function partiesOf(parts: PlanParts): LessonParties {
  const lecture = classOf(parts, parts.input.lectureClassId)
  return {
    lecturerId: parts.lecturer.id,
    lectureOrg: { id: lecture.orgId, path: lecture.orgPath },
    legs: parts.input.legs.map((leg, index) => {
      const listening = classOf(parts, leg.classId)
      return {
        id: parts.legIds[index] ?? '',
        classId: leg.classId,
        assistantId: leg.assistantId,
        org: { id: listening.orgId, path: listening.orgPath },
      }
    }),
  }
}

export function planOf(parts: PlanParts): LessonPlan {
  const { input, lecturer, people, plannedStart } = parts
  const lecture = classOf(parts, input.lectureClassId)
  return {
    title: input.title,
    type: input.type,
    subject: input.subject,
    grade: input.grade,
    plannedStart,
    plannedMinutes: input.plannedMinutes,
    lecturer: { id: lecturer.id, name: lecturer.name, orgName: lecture.orgName },
    lectureClass: {
      id: lecture.id,
      name: lecture.name,
      orgName: lecture.orgName,
      headcount: lecture.headcount,
    },
    legs: input.legs.map((leg, index) => {
      const listening = classOf(parts, leg.classId)
      return {
        id: parts.legIds[index] ?? '',
        classId: listening.id,
        className: listening.name,
        orgId: listening.orgId,
        orgName: listening.orgName,
        assistantId: leg.assistantId,
        assistantName: leg.assistantId === null ? null : (people.get(leg.assistantId)?.name ?? null),
        headcount: listening.headcount,
      }
    }),
  }
}
