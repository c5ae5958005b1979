import type { CountingMember, MemberContribution } from '@tongke/contract'

export interface ContributingMember {
  readonly personId: string
  readonly name: string
  readonly orgName: string
  readonly rural: boolean
  readonly isMainPreparer: boolean
  readonly hasReflected: boolean
  readonly versions: number
  readonly comments: number
  readonly outcomes: number
}

/** Work on one of the session's designs, one sheet, one stretch of speech: whatever belongs to somebody and adds up. */
export interface ContributionFacts {
  readonly members: readonly ContributingMember[]
  readonly edits: readonly { personId: string; edits: number; inserted: number; removed: number }[]
  readonly sheets: readonly { personId: string; notes: number; marks: number }[]
  readonly talk: readonly { personId: string; spokenMs: number }[]
  readonly attendance: readonly CountingMember[]
  /** Heard for so long, somebody has spoken. */
  readonly spokeSeconds: number
}

const sum = <T extends { personId: string }>(
  rows: readonly T[],
  personId: string,
  value: (row: T) => number,
): number => rows.filter((row) => row.personId === personId).reduce((total, row) => total + value(row), 0)

/**
 * What each member gave. Whoever only sat there is idle: presence alone is no contribution, which is what the log is kept for
 * (domain §4.3, free riders).
 */
export function contributionsOf(facts: ContributionFacts): MemberContribution[] {
  return facts.members.map((member) => {
    const { personId } = member
    const there = facts.attendance.find((one) => one.personId === personId)
    const done = {
      versions: member.versions,
      edits: sum(facts.edits, personId, ({ edits }) => edits),
      comments: member.comments,
      sheets: sum(facts.sheets, personId, () => 1),
      outcomes: member.outcomes,
    }
    const spokeSeconds = Math.floor(sum(facts.talk, personId, ({ spokenMs }) => spokenMs) / 1000)
    const hasDone = Object.values(done).some((count) => count > 0) || member.hasReflected
    return {
      ...member,
      ...done,
      inserted: sum(facts.edits, personId, ({ inserted }) => inserted),
      removed: sum(facts.edits, personId, ({ removed }) => removed),
      notes: sum(facts.sheets, personId, ({ notes }) => notes),
      marks: sum(facts.sheets, personId, ({ marks }) => marks),
      spokeSeconds,
      minutes: there?.minutes ?? 0,
      percent: there?.percent ?? 0,
      attended: there?.attended ?? false,
      isIdle: !hasDone && spokeSeconds < facts.spokeSeconds,
    }
  })
}
