import type { RepairKind, RoomProblem, RoomReport, RoomState, Verdict } from '@tongke/contract'
import type { z } from 'zod'
import type { LessonPolicy } from '../lesson-policy.rules.ts'
import type { RoomPolicy } from './room-policy.rules.ts'

type Colour = z.infer<typeof Verdict>
type Found = RoomProblem['kind']

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** All that is known of a room when it is judged; times in ms by the server's clock. */
export interface RoomFacts {
  readonly condition: 'OK' | 'REPAIR'
  /** When it reported last, and what. */
  readonly reportedAt: number | null
  readonly report: RoomReport | null
  readonly lastCheck: { readonly verdict: Colour; readonly at: number } | null
  /** Planned start of its lesson that goes on, or else is next. */
  readonly nextLessonAt: number | null
}

export interface RoomNumbers {
  readonly room: RoomPolicy
  readonly lesson: LessonPolicy
}

interface Judged {
  readonly verdict: 'AMBER' | 'RED'
  readonly value: number | null
  readonly limit: number | null
  /** Somebody must see to it; the others are only said. */
  readonly repair: boolean
}
type Judge = (facts: RoomFacts, numbers: RoomNumbers, now: number) => Judged | null

export const isOnline = ({ reportedAt }: Pick<RoomFacts, 'reportedAt'>, room: RoomPolicy, now: number) =>
  reportedAt !== null && now - reportedAt <= room.offlineAfterSeconds * SECOND

const isLessonNear = ({ nextLessonAt }: RoomFacts, aheadMs: number, now: number): boolean =>
  nextLessonAt !== null && nextLessonAt - now <= aheadMs

/** What was said too long ago proves nothing, neither good nor bad. */
const said = (facts: RoomFacts, { room }: RoomNumbers, now: number): RoomReport | null =>
  facts.reportedAt !== null && now - facts.reportedAt <= room.reportValidHours * HOUR ? facts.report : null

const bad = (
  verdict: Judged['verdict'],
  value: number | null = null,
  limit: number | null = null,
): Judged => ({
  verdict,
  value,
  limit,
  repair: true,
})

/** Sound matters most: a class without a microphone cannot take part, one without a camera can (domain §5.1 N3). */
const microphone: Judge = (facts, numbers, now) => {
  const report = said(facts, numbers, now)
  if (!report || report.microphone === 'unknown') return null
  if (report.microphone !== 'ok') return bad('RED')
  const { microphoneLevel: level } = report
  const dead = numbers.room.microphoneDeadDb
  return level !== null && level < dead ? bad('AMBER', level, dead) : null
}

const camera: Judge = (facts, numbers, now) => {
  const condition = said(facts, numbers, now)?.camera
  return condition === undefined || condition === 'ok' || condition === 'unknown' ? null : bad('AMBER')
}

const disk: Judge = (facts, numbers, now) => {
  const storage = said(facts, numbers, now)?.storage
  if (!storage) return null
  const free = storage.quotaMb - storage.usedMb
  return free < numbers.room.freeStorageMb ? bad('AMBER', free, numbers.room.freeStorageMb) : null
}

const browser: Judge = (facts, numbers, now) => {
  const report = said(facts, numbers, now)
  if (!report) return null
  const { chromiumGreen, chromiumAmber } = numbers.lesson
  const version = report.chromiumVersion
  if (version === null) return { ...bad('AMBER', null, chromiumGreen), repair: false }
  if (version >= chromiumGreen) return null
  return version < chromiumAmber ? bad('RED', version, chromiumAmber) : bad('AMBER', version, chromiumGreen)
}

const check: Judge = ({ lastCheck }, { room }, now) => {
  if (!lastCheck || now - lastCheck.at > room.checkValidHours * HOUR) return null
  if (lastCheck.verdict === 'RED') return bad('RED')
  return lastCheck.verdict === 'AMBER' ? { ...bad('AMBER'), repair: false } : null
}

const offline: Judge = (facts, { room }, now) =>
  !isOnline(facts, room, now) && isLessonNear(facts, room.onBeforeMinutes * MINUTE, now) ? bad('RED') : null

/** The whole table (domain §4.1 T–30…T–15): what makes a room unhealthy. */
export const HEALTH_TABLE: Readonly<Record<Found, Judge>> = {
  offline,
  microphone,
  check,
  camera,
  disk,
  browser,
}

const judged = (facts: RoomFacts, numbers: RoomNumbers, now: number) =>
  (Object.entries(HEALTH_TABLE) as [Found, Judge][]).flatMap(([kind, judge]) => {
    const found = judge(facts, numbers, now)
    return found ? [{ kind, ...found }] : []
  })

/** What is wrong with a room now, the worst first. */
export const problemsOf = (facts: RoomFacts, numbers: RoomNumbers, now: number): RoomProblem[] =>
  judged(facts, numbers, now)
    .map(({ kind, verdict, value, limit }) => ({ kind, verdict, value, limit }))
    .sort((a, b) => Number(b.verdict === 'RED') - Number(a.verdict === 'RED'))

/** What somebody must be sent for: never for a room that is in repair anyway, and only when a lesson is near. */
export const repairsFor = (facts: RoomFacts, numbers: RoomNumbers, now: number): RepairKind[] =>
  facts.condition === 'REPAIR' || !isLessonNear(facts, numbers.room.repairAheadHours * HOUR, now)
    ? []
    : judged(facts, numbers, now)
        .filter(({ repair }) => repair)
        .map(({ kind }) => kind)

/** What the system found may be called fixed by the system once the room itself says so. */
export const isOver = (kind: RepairKind, facts: RoomFacts, numbers: RoomNumbers, now: number): boolean =>
  kind in HEALTH_TABLE &&
  isOnline(facts, numbers.room, now) &&
  HEALTH_TABLE[kind as Found](facts, numbers, now) === null

export function stateOf(facts: RoomFacts, numbers: RoomNumbers, now: number): RoomState {
  if (facts.condition === 'REPAIR') return 'REPAIR'
  const problems = problemsOf(facts, numbers, now)
  if (problems.some(({ kind, verdict }) => verdict === 'RED' && kind === 'offline')) return 'BAD'
  if (facts.reportedAt === null) return 'UNKNOWN'
  if (!isOnline(facts, numbers.room, now)) return 'OFFLINE'
  if (problems.some(({ verdict }) => verdict === 'RED')) return 'BAD'
  return problems.length > 0 ? 'WARN' : 'GOOD'
}

/** How a room stands before the bell: GREEN is on and without any problem (R24). */
export function readinessOf(facts: RoomFacts, numbers: RoomNumbers, now: number): Colour {
  if (facts.condition === 'REPAIR' || !isOnline(facts, numbers.room, now)) return 'RED'
  const problems = problemsOf(facts, numbers, now)
  if (problems.some(({ verdict }) => verdict === 'RED')) return 'RED'
  return problems.length > 0 ? 'AMBER' : 'GREEN'
}
