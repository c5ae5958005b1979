import type { ObservedLesson, VisitRecord } from '@tongke/contract'

type Text = 'note' | 'companions' | 'advice' | 'followUp'
const TEXTS: readonly Text[] = ['note', 'companions', 'advice', 'followUp']
type LessonText = 'className' | 'teacherName' | 'topic' | 'scores' | 'remark'
const LESSON_TEXTS: readonly LessonText[] = ['className', 'teacherName', 'topic', 'scores', 'remark']

/** Where one value is taken by two sides: who changed it has the say, and of two changes the later-sent one. */
const oneOf = <T>(base: T, theirs: T, mine: T): T => (mine === base ? theirs : mine)

/** Where both wrote, both stay, one below the other; what one of them holds already is not said twice. */
export function bothTexts(base: string, theirs: string, mine: string, separator = '\n'): string {
  if (mine === base || theirs.includes(mine)) return theirs
  if (theirs === base || mine.includes(theirs)) return mine
  return `${theirs}${separator}${mine}`
}

function mergeLesson(
  base: ObservedLesson | undefined,
  theirs: ObservedLesson,
  mine: ObservedLesson,
): ObservedLesson {
  const texts = Object.fromEntries(
    LESSON_TEXTS.map((field) => [
      field,
      bothTexts(base?.[field] ?? '', theirs[field], mine[field], field === 'remark' ? '\n' : ' / '),
    ]),
  ) as Pick<ObservedLesson, LessonText>
  return { ...texts, id: mine.id, subject: oneOf(base?.subject ?? null, theirs.subject, mine.subject) }
}

const same = (one: ObservedLesson | undefined, other: ObservedLesson): boolean =>
  one !== undefined && JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))
const sorted = (lesson: ObservedLesson) => Object.entries(lesson).toSorted(([a], [b]) => (a < b ? -1 : 1))

/** A lesson goes only when one side took it away and the other left it as it was. */
function mergeLessons(
  base: readonly ObservedLesson[],
  theirs: readonly ObservedLesson[],
  mine: readonly ObservedLesson[],
): ObservedLesson[] {
  const find = (list: readonly ObservedLesson[], id: string) => list.find((one) => one.id === id)
  const ids = [...new Set([...theirs, ...mine].map(({ id }) => id))]
  return ids.flatMap((id) => {
    const [before, there, here] = [find(base, id), find(theirs, id), find(mine, id)]
    if (there && here) return mergeLesson(before, there, here)
    const left = there ?? here
    return left && !same(before, left) ? left : []
  })
}

/**
 * A record written on an older one, beside what was written since: nothing that anybody wrote is lost. A visit that was made
 * stays made.
 * @param base what `mine` was written on; null when that is not known
 */
export function mergeRecords(base: VisitRecord | null, theirs: VisitRecord, mine: VisitRecord): VisitRecord {
  const from = base ?? EMPTY
  const texts = Object.fromEntries(
    TEXTS.map((field) => [field, bothTexts(from[field], theirs[field], mine[field])]),
  ) as Pick<VisitRecord, Text>
  return {
    ...texts,
    orgId: base ? oneOf(base.orgId, theirs.orgId, mine.orgId) : theirs.orgId,
    day: base ? oneOf(base.day, theirs.day, mine.day) : theirs.day,
    purpose: base ? oneOf(base.purpose, theirs.purpose, mine.purpose) : theirs.purpose,
    isDone: theirs.isDone || mine.isDone,
    lessons: mergeLessons(from.lessons, theirs.lessons, mine.lessons),
    followUpDue: oneOf(from.followUpDue, theirs.followUpDue, mine.followUpDue),
  }
}

const EMPTY: VisitRecord = {
  orgId: '',
  day: '',
  purpose: 'guidance',
  note: '',
  companions: '',
  isDone: false,
  lessons: [],
  advice: '',
  followUp: '',
  followUpDue: null,
}
