import { Injectable } from '@nestjs/common'
import {
  ERRORS,
  Refusal,
  type ErrorCode,
  type LessonEvent,
  type LessonEventBody,
  type LessonEventKind,
  type LessonState,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Audit, SYSTEM, type Actor } from '../platform/audit/audit.service.ts'
import { Clock } from '../platform/clock.ts'
import { Database } from '../platform/database/database.ts'
import { Notices } from '../platform/database/notices.ts'
import { newId } from '../platform/id.ts'
import { InjectLogger, type Logger } from '../platform/logger.ts'
import { directiveOf, isSameDirective, mediaRoomOf } from './directive.rules.ts'
import { LESSON_CHANGED, noticeOf } from './lesson-notice.ts'
import type { AnyLessonCommand, LessonActor, LessonFacts } from './lesson-command.rules.ts'
import { LessonCommandLog } from './lesson-command-log.ts'
import { LessonFactsReader } from './lesson-facts.ts'
import { LessonPolicies } from './lesson-policies.ts'
import type { LessonPolicy } from './lesson-policy.rules.ts'
import { LessonPresence } from './lesson-presence.ts'
import { LessonStore } from './lesson-store.ts'
import { nextDue } from './lesson-transitions.rules.ts'
import { decide, foresee } from './lesson.rules.ts'
import { MediaControl } from './media-control.ts'
import { MediaLedger } from './media-ledger.ts'
import { LessonRolls } from './papers/lesson-rolls.ts'

interface Change {
  before: LessonState
  after: LessonState
}

/** Commands of one transaction; what they changed is known to others only after its commit. */
export interface LessonUnit {
  readonly tx: EntityManager
  /** In force for the whole of it; read before, because a transaction must not wait for a second connection. */
  readonly policy: LessonPolicy
  /** @throws Refusal */
  apply(
    lessonId: string,
    command: AnyLessonCommand,
    actor: LessonActor,
    commandId?: string,
  ): Promise<LessonState>
}

const AUDITED: Partial<Record<LessonEventKind, string>> = {
  planned: 'lesson.planned',
  replanned: 'lesson.replanned',
  opened: 'lesson.opened',
  started: 'lesson.started',
  interrupted: 'lesson.interrupted',
  ended: 'lesson.ended',
  settled: 'lesson.settled',
  cancelled: 'lesson.cancelled',
  rescheduled: 'lesson.rescheduled',
  not_held: 'lesson.not_held',
  stage_taken: 'lesson.stage_taken',
  stage_left: 'lesson.stage_left',
}

export const actorIdOf = (actor: LessonActor): string | null =>
  actor.part === 'system' ? null : actor.part === 'room' ? actor.deviceId : actor.personId

const auditActor = (actor: LessonActor): Actor => {
  if (actor.part === 'system') return SYSTEM
  return { kind: actor.part === 'room' ? 'device' : 'person', id: actorIdOf(actor), name: actor.name }
}

const number = (before: LessonState, bodies: readonly LessonEventBody[], at: number): LessonEvent[] =>
  bodies.map((body, index) => ({ revision: before.revision + 1 + index, at, body }))

const hasClosed = ({ before, after }: Change): boolean =>
  before.endedAt === null && after.endedAt !== null && before.openedAt !== null

/**
 * Authorised command → pure rule → append under the lesson's lock → publish with the commit. Any replica can run any
 * lesson; the order of a lesson's events is the order of its row lock.
 */
@Injectable()
export class LessonEngine {
  constructor(
    private readonly database: Database,
    private readonly store: LessonStore,
    private readonly log: LessonCommandLog,
    private readonly facts: LessonFactsReader,
    private readonly policies: LessonPolicies,
    private readonly presence: LessonPresence,
    private readonly ledger: MediaLedger,
    private readonly rolls: LessonRolls,
    private readonly notices: Notices,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly media: MediaControl,
    @InjectLogger() private readonly logger: Logger,
  ) {}

  /** All commands of `work` take effect together or not at all. */
  async transaction<T>(work: (unit: LessonUnit) => Promise<T>): Promise<T> {
    const changes: Change[] = []
    const policy = await this.policies.today()
    const result = await this.database.transaction((tx) =>
      work({
        tx,
        policy,
        apply: (lessonId, command, actor, commandId = newId()) =>
          this.apply({ tx, policy, changes }, lessonId, command, actor, commandId),
      }),
    )
    for (const change of changes) this.afterCommit(change)
    return result
  }

  /**
   * The same in a transaction of somebody else, whose other changes stand or fall with these. What follows its commit, orders to
   * media nodes, is the upkeep's.
   */
  async within<T>(tx: EntityManager, work: (unit: LessonUnit) => Promise<T>): Promise<T> {
    const changes: Change[] = []
    const policy = await this.policies.today()
    return work({
      tx,
      policy,
      apply: (lessonId, command, actor, commandId = newId()) =>
        this.apply({ tx, policy, changes }, lessonId, command, actor, commandId),
    })
  }

  /** One command. @throws Refusal */
  run(lessonId: string, command: AnyLessonCommand, actor: LessonActor): Promise<LessonState> {
    return this.transaction((unit) => unit.apply(lessonId, command, actor))
  }

  /**
   * One command of a client that repeats it until it has the answer: the same `commandId` takes effect once and is
   * answered the same each time.
   * @returns the revision after it
   * @throws Refusal
   */
  async runOnce(
    lessonId: string,
    command: AnyLessonCommand,
    actor: LessonActor,
    commandId: string,
  ): Promise<number> {
    const asked = { lessonId, commandId, type: command.type, actorId: actorIdOf(actor) }
    const outcome = await this.transaction(async (unit) => {
      await this.store.lock(unit.tx, lessonId)
      const known = await this.log.recall(unit.tx, asked)
      if (known) return known
      const done = await this.attempt(unit, lessonId, command, actor, commandId)
      await this.log.remember(unit.tx, asked, done)
      return done
    })
    if (typeof outcome === 'number') return outcome
    if (ERRORS[outcome.code].status === 403) await this.auditRefusal(lessonId, command, actor, outcome.code)
    throw outcome
  }

  private async attempt(
    unit: LessonUnit,
    lessonId: string,
    command: AnyLessonCommand,
    actor: LessonActor,
    commandId: string,
  ): Promise<number | Refusal> {
    try {
      return (await unit.apply(lessonId, command, actor, commandId)).revision
    } catch (error) {
      if (error instanceof Refusal) return error
      throw error
    }
  }

  private async apply(
    { tx, policy, changes }: { tx: EntityManager; policy: LessonPolicy; changes: Change[] },
    lessonId: string,
    command: AnyLessonCommand,
    actor: LessonActor,
    commandId: string,
  ): Promise<LessonState> {
    const own = changes.findLast((change) => change.after.lessonId === lessonId)
    const before = own ? own.after : await this.store.lock(tx, lessonId)
    const now = this.clock.now().getTime()
    const facts = await this.facts.read(tx, before, { command, actor, commandId, policy, now })
    const decision = decide(before, command, actor, now, facts)
    if (decision instanceof Refusal) throw decision
    const bodies = [...decision, ...(await this.arrivals(tx, before, decision, now))]
    if (bodies.length === 0) return this.unchanged(tx, before, command, facts)
    const after = foresee(before, bodies, now)
    const events = number(before, bodies, now)
    const author = { part: actor.part, id: actorIdOf(actor), commandId }
    await this.store.append(tx, after, events, author, nextDue({ state: after, facts }))
    await this.record(tx, actor, lessonId, bodies)
    await this.rolls.follow(tx, { before, after, command, actor, now, policy })
    if (bodies.some(({ kind }) => kind === 'settled')) await this.ledger.settle(after, policy, tx)
    else if (bodies.some(({ kind }) => kind === 'ended'))
      await this.ledger.keepResults(after, policy, now, tx)
    await this.notices.publish(tx, LESSON_CHANGED, noticeOf(after.lessonId, events))
    changes.push({ before, after })
    return after
  }

  /** Nobody arrives before the room is open; those who were early arrive with its opening. */
  private async arrivals(
    tx: EntityManager,
    before: LessonState,
    decided: readonly LessonEventBody[],
    now: number,
  ): Promise<LessonEventBody[]> {
    if (!decided.some((body) => body.kind === 'opened')) return []
    return this.presence.events(tx, foresee(before, decided, now))
  }

  /** A look of the clock that found nothing to do must not come back at once. */
  private async unchanged(
    tx: EntityManager,
    state: LessonState,
    command: AnyLessonCommand,
    facts: LessonFacts,
  ): Promise<LessonState> {
    if (command.type !== 'tick') return state
    const due = nextDue({ state, facts })
    const soonest = this.clock.now().getTime() + 1_000
    await tx.query('update lesson set due_at = $2 where id = $1', [
      state.lessonId,
      due === null ? null : new Date(Math.max(due, soonest)),
    ])
    return state
  }

  private async record(
    tx: EntityManager,
    actor: LessonActor,
    lessonId: string,
    bodies: readonly LessonEventBody[],
  ) {
    for (const body of bodies) {
      const action = AUDITED[body.kind]
      if (!action) continue
      const { kind: _, ...detail } = 'plan' in body ? { kind: body.kind, title: body.plan.title } : body
      await this.audit.write({ actor: auditActor(actor), action, target: `lesson:${lessonId}`, detail }, tx)
    }
  }

  private async auditRefusal(
    lessonId: string,
    command: AnyLessonCommand,
    actor: LessonActor,
    code: ErrorCode,
  ) {
    const detail = { code, command: command.type }
    await this.audit.write({
      actor: auditActor(actor),
      action: 'access.refused',
      target: `lesson:${lessonId}`,
      detail,
    })
  }

  /** Tells the media room; neither its answer nor its silence holds up anybody. */
  private afterCommit(change: Change): void {
    const { before, after } = change
    this.store.keep(after)
    if (before.status !== after.status) {
      this.logger.info(
        { lessonId: after.lessonId, from: before.status, to: after.status },
        'lesson changed state',
      )
    }
    if (hasClosed(change)) this.media.closeRoom(after.lessonId, mediaRoomOf(after.lessonId), after.status)
    else if (!isSameDirective(directiveOf(before), directiveOf(after))) {
      this.media.pushDirective(after.lessonId, mediaRoomOf(after.lessonId), directiveOf(after))
    }
  }
}
