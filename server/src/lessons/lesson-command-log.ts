import { Injectable } from '@nestjs/common'
import { Refusal, type ErrorCode } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Clock } from '../platform/clock.ts'
import { Database } from '../platform/database/database.ts'

/** A command as a client repeats it. */
export interface AskedCommand {
  lessonId: string
  commandId: string
  type: string
  actorId: string | null
}

/** The revision after a command, or why it was refused. */
export type CommandOutcome = number | Refusal

interface Row {
  actor_id: string
  type: string
  revision: number
  refused: ErrorCode | null
}

/** What every command was answered, so that a repeated one takes effect once. The lesson must be locked. */
@Injectable()
export class LessonCommandLog {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The answer it got before; null when it is new. Somebody else's id, or another command's, is refused. */
  async recall(
    tx: EntityManager,
    { lessonId, commandId, type, actorId }: AskedCommand,
  ): Promise<CommandOutcome | null> {
    const [row] = await this.database.rows<Row>(
      'select actor_id, type, revision, refused from lesson_command where lesson_id = $1 and command_id = $2',
      [lessonId, commandId],
      tx,
    )
    if (!row) return null
    if (row.actor_id !== actorId || row.type !== type) return new Refusal('request.invalid')
    return row.refused ? new Refusal(row.refused) : row.revision
  }

  async remember(
    tx: EntityManager,
    { lessonId, commandId, type, actorId }: AskedCommand,
    done: CommandOutcome,
  ): Promise<void> {
    const [revision, refused] = typeof done === 'number' ? [done, null] : [0, done.code]
    await tx.query(
      `insert into lesson_command (lesson_id, command_id, actor_id, type, at, revision, refused)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [lessonId, commandId, actorId, type, this.clock.now(), revision, refused],
    )
  }
}
