import { randomInt } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import type { LessonState, Verdict } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { z } from 'zod'
import { Config } from '../platform/config.ts'
import { Database } from '../platform/database/database.ts'
import { BoardStrokes } from './board/board-strokes.ts'
import { lateAfter } from './late.rules.ts'
import type { AnyLessonCommand, CheckFact, LessonActor, LessonFacts } from './lesson-command.rules.ts'
import type { LessonPolicy } from './lesson-policy.rules.ts'
import { MediaLedger } from './media-ledger.ts'
import { LessonAgreements } from './recording/lesson-agreements.ts'

interface Asked {
  command: AnyLessonCommand
  actor: LessonActor
  commandId: string
  policy: LessonPolicy
  now: number
}

interface CheckRow {
  leg_id: string | null
  verdict: z.infer<typeof Verdict>
  at: Date
}

/** One sheet of the lecturer and one of the assistant. */
const EVALUATOR_ROLES = 2

const NEEDS_LINES: readonly AnyLessonCommand['type'][] = ['prepare', 'open', 'tick']

const factOf = (row: CheckRow | undefined): CheckFact | null =>
  row ? { verdict: row.verdict, at: row.at.getTime() } : null

/** Gathers what the rules must know beside the state. */
@Injectable()
export class LessonFactsReader {
  constructor(
    private readonly database: Database,
    private readonly ledger: MediaLedger,
    private readonly config: Config,
    private readonly board: BoardStrokes,
    private readonly agreements: LessonAgreements,
  ) {}

  async read(tx: EntityManager, state: LessonState, asked: Asked): Promise<LessonFacts> {
    const { command, actor, commandId, policy, now } = asked
    const none = {
      policy,
      lateAfter: lateAfter(state.plan.plannedStart, this.config.timeZone, policy),
      commandId,
      board: await this.board.facts(tx, state.lessonId, command, actor),
      legsWithDevice: new Set<string>(),
      lecturerCheck: null,
      legChecks: {},
      quietSince: null,
      randomBelow: (n: number) => randomInt(n),
      recording: await this.agreements.read(tx, state),
      evaluationsIn: state.status === 'ENDED' && (await this.evaluationsIn(tx, state)),
    }
    if (state.status === 'ENDED' && command.type === 'tick')
      return { ...none, quietSince: await this.quietSince(tx, state, now) }
    if (!NEEDS_LINES.includes(command.type)) return none
    const [legsWithDevice, checks] = [await this.legsWithDevice(tx, state), await this.checks(tx, state)]
    return {
      ...none,
      legsWithDevice,
      lecturerCheck: factOf(checks.find((row) => row.leg_id === null)),
      legChecks: Object.fromEntries(
        checks.flatMap((row) => (row.leg_id ? [[row.leg_id, factOf(row) ?? undefined]] : [])),
      ),
    }
  }

  /** Nobody can tell how a lesson was in a class that never came. */
  private async evaluationsIn(tx: EntityManager, state: LessonState): Promise<boolean> {
    const legIds = Object.keys(state.legs).filter((id) => state.legs[id]?.status === 'LEFT')
    const [row] = await this.database.rows<{ written: number }>(
      'select count(*) as written from lesson_evaluation where leg_id = any($1)',
      [legIds],
      tx,
    )
    return Number(row?.written ?? 0) >= EVALUATOR_ROLES * legIds.length
  }

  private async quietSince(
    tx: EntityManager,
    { lessonId, endedAt }: LessonState,
    now: number,
  ): Promise<number> {
    const connections = await this.ledger.connections(lessonId, tx)
    if (connections.some(({ leftAt }) => leftAt === null)) return now
    const [row] = await this.database.rows<{ at: Date | null }>(
      `select greatest((select max(received_at) from media_event where lesson_id = $1),
         (select max(at) from lesson_event where lesson_id = $1 and kind = 'headcount_taken'),
         (select max(changed_at) from lesson_evaluation where lesson_id = $1)) as at`,
      [lessonId],
      tx,
    )
    return Math.max(row?.at?.getTime() ?? 0, endedAt ?? 0)
  }

  private async legsWithDevice(tx: EntityManager, { lessonId }: LessonState): Promise<Set<string>> {
    const rows = await this.database.rows<{ id: string }>(
      `select l.id from lesson_leg l where l.lesson_id = $1
          and exists (select from device d where d.class_id = l.class_id and d.revoked_at is null)`,
      [lessonId],
      tx,
    )
    return new Set(rows.map((row) => row.id))
  }

  /** The newest check of each leg's devices, and of the lecturer or the lecture class's devices (`leg_id` null). */
  private async checks(tx: EntityManager, { lessonId }: LessonState): Promise<CheckRow[]> {
    return this.database.rows<CheckRow>(
      `(select distinct on (l.id) l.id as leg_id, c.verdict, c.at
          from lesson_leg l join device d on d.class_id = l.class_id join device_check c on c.device_id = d.id
         where l.lesson_id = $1 and d.revoked_at is null order by l.id, c.at desc)
       union all
       (select null, c.verdict, c.at
          from lesson le join device_check c on c.person_id = le.lecturer_id
            or c.device_id in (select id from device where class_id = le.lecture_class_id and revoked_at is null)
         where le.id = $1 order by c.at desc limit 1)`,
      [lessonId],
      tx,
    )
  }
}
