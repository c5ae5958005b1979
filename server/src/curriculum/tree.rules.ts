import { GRADES_OF_SUBJECT, type SchoolSystem, type Stage, type Subject, type Volume } from '@tongke/contract'

export interface GradeRange {
  readonly gradeFrom: number
  readonly gradeTo: number
}

const LAST_PRIMARY_GRADE: Record<SchoolSystem, number> = { six_three: 6, five_four: 5 }

/** 学段 of a range of grades; null when it lies in two. Grade 6 of a 五四 system is junior. */
export function stageOf(system: SchoolSystem, { gradeFrom, gradeTo }: GradeRange): Stage | null {
  const last = LAST_PRIMARY_GRADE[system]
  if (gradeTo <= last) return 'primary'
  return gradeFrom > last ? 'junior' : null
}

/** Grades of the volumes that are named by level (体育与健康 水平一 to 三); domain §3.1. */
const GRADES_OF_LEVEL: Partial<Record<Volume, GradeRange>> = {
  level_1: { gradeFrom: 1, gradeTo: 2 },
  level_2: { gradeFrom: 3, gradeTo: 4 },
  level_3: { gradeFrom: 5, gradeTo: 6 },
}

/** 上册 and 下册 are of one grade, a level has its own grades, 全一册 may span any. */
export function volumeFits(volume: Volume, { gradeFrom, gradeTo }: GradeRange): boolean {
  if (volume === 'whole') return true
  const level = GRADES_OF_LEVEL[volume]
  return level ? level.gradeFrom === gradeFrom && level.gradeTo === gradeTo : gradeFrom === gradeTo
}

export const taughtIn = (subject: Subject, { gradeFrom, gradeTo }: GradeRange): boolean =>
  GRADES_OF_SUBJECT[subject][0] <= gradeFrom && gradeTo <= GRADES_OF_SUBJECT[subject][1]

/** 艺术 is taught as 音乐 and 美术, so their resources and nodes meet. */
const ART: readonly Subject[] = ['music', 'fine_art']
const meet = (a: Subject, b: Subject) =>
  a === b || (a === 'art' && ART.includes(b)) || (b === 'art' && ART.includes(a))

/** May something for this subject and these grades hang on the node? */
export const nodeFits = (
  node: GradeRange & { readonly subject: Subject },
  thing: GradeRange & { readonly subject: Subject },
): boolean =>
  meet(node.subject, thing.subject) && node.gradeFrom <= thing.gradeTo && thing.gradeFrom <= node.gradeTo

const SQL_VOLUMES = "array['level_1', 'level_2', 'level_3', 'first', 'second', 'whole']"

/** Order of volumes on a shelf, as SQL over the alias `n`. */
export const SHELF_ORDER = `n.grade_from, n.grade_to, array_position(${SQL_VOLUMES}, n.volume)`
