import {
  LessonInput,
  type CurriculumNode,
  type ErrorDetail,
  type LessonDetail,
  type ResourceMetadata,
  type Subject,
} from '@tongke/contract'

/** What the form holds while somebody fills it in; times are epoch milliseconds. */
export interface PlanDraft {
  title: string
  type: LessonInput['type']
  subject: Subject | undefined
  grade: number | undefined
  now: boolean
  plannedStart: number | undefined
  plannedMinutes: number
  lecturerId: string | null
  lectureClassId: string | undefined
  legs: { classId: string | undefined; assistantId: string | null }[]
  /** What of the textbook it teaches. */
  nodeId: string | null
}

export type PlanField =
  Exclude<keyof PlanDraft, 'now' | 'legs'> | `legs.${number}.classId` | `legs.${number}.assistantId`
/** Another lesson that somebody or some class is in at this time. */
export interface Clash {
  busyWith: string
  at: number
}
export type PlanProblem = 'required' | 'choose' | 'invalid' | 'tooLong' | 'past' | 'twice' | Clash
export type PlanProblems = Partial<Record<PlanField, PlanProblem>>

const TITLE_MAX = 60
const SLOT_MS = 5 * 60_000
/** Half an hour is enough for everybody to sit down and check the line. */
const NOTICE_MS = 30 * 60_000

export const emptyDraft = (now: number): PlanDraft => ({
  title: '',
  type: 'delivery',
  subject: undefined,
  grade: undefined,
  now: false,
  plannedStart: Math.ceil((now + NOTICE_MS) / SLOT_MS) * SLOT_MS,
  plannedMinutes: 40,
  lecturerId: null,
  lectureClassId: undefined,
  legs: [{ classId: undefined, assistantId: null }],
  nodeId: null,
})

/** A draft for teaching with a resource: its subject, grade and place in the textbook. */
export const draftWith = (
  draft: PlanDraft,
  resource: Pick<ResourceMetadata, 'subject' | 'gradeFrom' | 'nodeIds'>,
): PlanDraft => ({
  ...draft,
  subject: resource.subject,
  grade: resource.gradeFrom,
  nodeId: resource.nodeIds[0] ?? null,
})

/** The draft that would plan this lesson again. */
export function draftOf({ summary, state, node }: LessonDetail): PlanDraft {
  const { plan } = state
  return {
    title: summary.title,
    // Meetings have no page that would plan them again.
    type: summary.type === 'meeting' ? 'research' : summary.type,
    subject: summary.subject,
    grade: summary.grade,
    now: false,
    plannedStart: summary.plannedStart,
    plannedMinutes: summary.plannedMinutes,
    lecturerId: plan.lecturer.id,
    lectureClassId: plan.lectureClass.id,
    legs: plan.legs.map(({ classId, assistantId }) => ({ classId, assistantId })),
    nodeId: node?.id ?? null,
  }
}

/** What is known of the lesson once its place in the textbook is; words and numbers that fit already stay. */
export function atNode(draft: PlanDraft, node: CurriculumNode): Partial<PlanDraft> {
  const { grade, title } = draft
  const fits = grade !== undefined && node.gradeFrom <= grade && grade <= node.gradeTo
  return {
    nodeId: node.id,
    subject: node.subject,
    grade: fits ? grade : node.gradeFrom,
    title: title.trim() === '' && node.kind === 'lesson' ? node.title.slice(0, TITLE_MAX) : title,
  }
}

const toInput = (draft: PlanDraft): unknown => ({
  ...draft,
  plannedStart: draft.now ? null : draft.plannedStart,
})

function classProblems(draft: PlanDraft): PlanProblems {
  const problems: PlanProblems = {}
  if (draft.legs.length === 0 && draft.type !== 'master') problems['legs.0.classId'] = 'choose'
  const seen = new Set([draft.lectureClassId])
  draft.legs.forEach(({ classId }, index) => {
    if (!classId) problems[`legs.${index}.classId`] = 'choose'
    else if (seen.has(classId)) problems[`legs.${index}.classId`] = 'twice'
    seen.add(classId)
  })
  return problems
}

const problemOf = (name: PlanField, code: string, value: unknown): PlanProblem => {
  if (value === undefined || value === null || value === '') return name === 'title' ? 'required' : 'choose'
  return code === 'too_big' ? 'tooLong' : 'invalid'
}

/**
 * Everything the reader must still put right before the server is asked.
 * @param lecturerRequired the planner does not teach, so somebody else must be named
 */
export function problemsOf(draft: PlanDraft, now: number, lecturerRequired = false): PlanProblems {
  const problems = classProblems(draft)
  const parsed = LessonInput.safeParse(toInput(draft))
  for (const issue of parsed.error?.issues ?? []) {
    const name = issue.path.join('.') as PlanField
    const value = draft[issue.path[0] as keyof PlanDraft]
    problems[name] ??= problemOf(name, issue.code, Array.isArray(value) ? undefined : value)
  }
  if (lecturerRequired && !draft.lecturerId) problems.lecturerId = 'choose'
  if (!draft.now && draft.plannedStart === undefined) problems.plannedStart = 'choose'
  else if (!draft.now && (draft.plannedStart ?? 0) <= now) problems.plannedStart = 'past'
  return problems
}

/** What the server says is taken at this time, by field: its details read `<title> <ISO time>`. */
export const clashesOf = (details: readonly ErrorDetail[]): PlanProblems =>
  Object.fromEntries(
    details
      .filter(({ code }) => code === 'busy')
      .map(({ path, message }) => {
        const cut = message.lastIndexOf(' ')
        const clash: Clash = { busyWith: message.slice(0, cut), at: Date.parse(message.slice(cut + 1)) }
        return [path.replace(/^body\./, ''), clash]
      }),
  )

/** The wire's input. Call only on a draft without problems. */
export const inputOf = (draft: PlanDraft): LessonInput => LessonInput.parse(toInput(draft))
