import type { CurriculumNode, Outline, OutlineEdition, OutlineVolume, Stage, Subject } from '@tongke/contract'

/** What somebody wants to see of the tree; all of it may be missing or gone. */
export interface Wanted {
  readonly stage?: Stage | undefined
  readonly subject?: Subject | undefined
  readonly editionId?: string | undefined
  readonly volumeId?: string | undefined
  /** A volume for this grade is preferred. */
  readonly grade?: number | undefined
}

/** Options of the four steps 学段 → 学科 → 版本 → 册次, and what is chosen in each. */
export interface Choice {
  readonly stages: readonly Stage[]
  readonly subjects: readonly Subject[]
  readonly editions: readonly OutlineEdition[]
  readonly volumes: readonly OutlineVolume[]
  readonly stage: Stage | undefined
  readonly subject: Subject | undefined
  readonly edition: OutlineEdition | undefined
  readonly volume: OutlineVolume | undefined
}

type StageBranch = Outline['stages'][number]

const covers = (grade: number | undefined) => (volume: OutlineVolume) =>
  grade !== undefined && volume.gradeFrom <= grade && grade <= volume.gradeTo

const hasGrade = (branch: StageBranch, { subject, grade }: Wanted): boolean =>
  branch.subjects.some(
    (one) =>
      (!subject || one.subject === subject) &&
      one.editions.some(({ volumes }) => volumes.some(covers(grade))),
  )

/** Takes what is wanted where it is there, else what is nearest, so that a volume is always open. */
export function choose({ stages }: Outline, wanted: Wanted): Choice {
  const stage =
    stages.find((one) => one.stage === wanted.stage) ??
    stages.find((one) => hasGrade(one, wanted)) ??
    stages.find(({ subjects }) => subjects.some(({ subject }) => subject === wanted.subject)) ??
    stages[0]
  const subjects = stage?.subjects ?? []
  const subject = subjects.find((one) => one.subject === wanted.subject) ?? subjects[0]
  const editions = subject?.editions ?? []
  const edition =
    editions.find(({ id }) => id === wanted.editionId) ??
    editions.find(({ volumes }) => volumes.some(covers(wanted.grade))) ??
    editions[0]
  const volumes = edition?.volumes ?? []
  const volume =
    volumes.find(({ id }) => id === wanted.volumeId) ?? volumes.find(covers(wanted.grade)) ?? volumes[0]
  return {
    stages: stages.map((one) => one.stage),
    subjects: subjects.map((one) => one.subject),
    editions,
    volumes,
    stage: stage?.stage,
    subject: subject?.subject,
    edition,
    volume,
  }
}

export interface Place {
  readonly stage: Stage
  readonly subject: Subject
  readonly edition: OutlineEdition
  readonly volume: OutlineVolume
}

/** Every volume with where it stands. */
export const placesOf = ({ stages }: Outline): Place[] =>
  stages.flatMap(({ stage, subjects }) =>
    subjects.flatMap(({ subject, editions }) =>
      editions.flatMap((edition) => edition.volumes.map((volume) => ({ stage, subject, edition, volume }))),
    ),
  )

/** Found nodes with those of the wanted grade first, and of the wanted edition before others. */
export function nearestFirst<T extends Pick<CurriculumNode, 'gradeFrom' | 'gradeTo' | 'editionId'>>(
  nodes: readonly T[],
  { grade, editionId }: Wanted,
): T[] {
  const distance = (node: T) =>
    (grade === undefined || (node.gradeFrom <= grade && grade <= node.gradeTo) ? 0 : 2) +
    (node.editionId === editionId ? 0 : 1)
  return nodes.toSorted((a, b) => distance(a) - distance(b))
}
