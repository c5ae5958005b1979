import { Injectable } from '@nestjs/common'
import type { Headcount, LessonState } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Audit, SYSTEM, type Actor } from '../../platform/audit/audit.service.ts'
import type { AnyLessonCommand, HandInRoll, LessonActor } from '../lesson-command.rules.ts'
import type { LessonPolicy } from '../lesson-policy.rules.ts'
import { closingTimes, isRollLocked } from './paper-times.rules.ts'
import { quickRoll } from './roll.rules.ts'

interface Done {
  readonly before: LessonState
  readonly after: LessonState
  readonly command: AnyLessonCommand
  readonly actor: LessonActor
  readonly now: number
  readonly policy: LessonPolicy
}

const rollOf = (command: AnyLessonCommand): HandInRoll | null => {
  if (command.type === 'hand_in_roll') return command
  return command.type === 'take_headcount' ? quickRoll(command) : null
}

const auditActorOf = (actor: LessonActor): Actor =>
  'personId' in actor ? { kind: 'person', id: actor.personId, name: actor.name } : SYSTEM

/** The rolls beside a lesson's log: what the log says of the numbers, with the seats that stay inside the school. */
@Injectable()
export class LessonRolls {
  constructor(private readonly audit: Audit) {}

  /** In the transaction that appended the events of `command`. */
  async follow(tx: EntityManager, done: Done): Promise<void> {
    const roll = rollOf(done.command)
    if (roll) await this.keep(tx, roll, done)
    if (done.before.endedAt === null && done.after.endedAt !== null)
      await tx.query('update lesson_roll set locks_at = $2 where lesson_id = $1', [
        done.after.lessonId,
        new Date(closingTimes(done.after.endedAt, done.policy).roll),
      ])
  }

  private async keep(tx: EntityManager, roll: HandInRoll, done: Done): Promise<void> {
    const { before, after, actor, now, policy } = done
    const known = before.legs[roll.legId]?.headcount ?? null
    const isAmended = known !== null && isRollLocked({ endedAt: after.endedAt, now, policy })
    const { expected, present, leave, absent } = roll.headcount
    await tx.query(KEEP, [
      roll.legId,
      after.lessonId,
      expected,
      present,
      leave,
      absent,
      roll.source,
      JSON.stringify(roll.seats),
      'personId' in actor ? actor.personId : null,
      actor.part === 'scheduler',
      new Date(now),
      after.endedAt === null ? null : new Date(closingTimes(after.endedAt, policy).roll),
      isAmended ? new Date(now) : null,
      isAmended ? roll.reason : null,
    ])
    await this.tell(tx, roll, known, isAmended, done)
  }

  /** Domain §4.4: what comes after the settlement changes it, and the change is audited. */
  private async tell(
    tx: EntityManager,
    { legId, headcount, reason }: HandInRoll,
    known: Headcount | null,
    isAmended: boolean,
    { before, actor }: Done,
  ): Promise<void> {
    const entry = { actor: auditActorOf(actor), target: `lesson:${before.lessonId}` }
    const detail = { legId, before: known, after: headcount }
    if (isAmended)
      await this.audit.write({ ...entry, action: 'lesson.roll_amended', detail: { ...detail, reason } }, tx)
    if (before.status === 'SETTLED')
      await this.audit.write({ ...entry, action: 'lesson.resettled', detail: { roll: detail } }, tx)
  }
}

const KEEP = `
  insert into lesson_roll (leg_id, lesson_id, expected, present, leave, absent, source, seats, taken_by, by_proxy,
      handed_in_at, changed_at, locks_at, amended_at, amend_reason)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12, $13, $14)
  on conflict (leg_id) do update set expected = excluded.expected, present = excluded.present, leave = excluded.leave,
    absent = excluded.absent, source = excluded.source, seats = excluded.seats, taken_by = excluded.taken_by,
    by_proxy = excluded.by_proxy, changed_at = excluded.changed_at, locks_at = excluded.locks_at,
    amended_at = coalesce(excluded.amended_at, lesson_roll.amended_at),
    amend_reason = coalesce(excluded.amend_reason, lesson_roll.amend_reason)`
