import { Injectable } from '@nestjs/common'
import type { LessonStatus } from '@tongke/contract'
import { Clock } from '../platform/clock.ts'
import { Database } from '../platform/database/database.ts'
import { InjectLogger, type Logger } from '../platform/logger.ts'
import { ClassPlaneService } from './class-plane.service.ts'
import { directiveOf, mediaRoomOf } from './directive.rules.ts'
import { LessonStore } from './lesson-store.ts'
import { MediaControl } from './media-control.ts'
import { MediaIntake } from './media-intake.ts'
import { NODE_SILENT_MS } from './media-nodes.ts'

/** A lesson that ended is closed on its node again and again for so long, as are the connections of a session or device. */
const CLOSING_MS = 2 * 60_000

interface Row {
  id: string
  status: LessonStatus
  is_open: boolean
  has_node: boolean
}

/**
 * What was committed but did not follow, because a process died right after it or the database was away, follows a
 * little later: orders to media nodes, and the state of open lessons by leases and media events. All of it may be
 * repeated.
 */
@Injectable()
export class LessonUpkeep {
  constructor(
    private readonly database: Database,
    private readonly plane: ClassPlaneService,
    private readonly intake: MediaIntake,
    private readonly store: LessonStore,
    private readonly media: MediaControl,
    private readonly clock: Clock,
    @InjectLogger() private readonly logger: Logger,
  ) {}

  /** @param judgesPresence false while servers may not have renewed their leases yet */
  async pass(judgesPresence: boolean): Promise<void> {
    for (const row of await this.lessons()) {
      await this.keepUp(row, judgesPresence).catch((error: unknown) =>
        this.logger.error({ err: error, lessonId: row.id }, 'The upkeep of a lesson failed'),
      )
    }
    for (const instance of await this.endedInstances()) this.media.removeInstance(instance, 'revoked')
  }

  /** Sessions and devices that just ended and had joined the media room of a lesson that goes on. */
  private async endedInstances(): Promise<string[]> {
    const rows = await this.database.rows<{ instance: string }>(
      `with present as (
         select distinct e.detail as instance from media_event e join lesson l on l.id = e.lesson_id
          where e.kind = 'joined' and l.status in ('WAITING', 'LIVE', 'INTERRUPTED'))
       select instance from present
        where instance in (select id::text from session where revoked_at >= $1
                     union select id::text from device where revoked_at >= $1)`,
      [new Date(this.clock.now().getTime() - CLOSING_MS)],
    )
    return rows.map((row) => row.instance)
  }

  private async keepUp({ id, status, is_open, has_node }: Row, judgesPresence: boolean): Promise<void> {
    const room = mediaRoomOf(id)
    if (!is_open) return this.media.closeRoom(id, room, status)
    await this.intake.syncAll([id])
    if (judgesPresence) await this.plane.syncPresence(id)
    if (has_node) this.media.pushDirective(id, room, directiveOf(await this.store.read(id)))
  }

  /** Open lessons, and those that just ended on a node that lives. */
  private lessons(): Promise<Row[]> {
    const now = this.clock.now().getTime()
    return this.database.rows<Row>(
      `select id, status, is_open, has_node from (
         select l.id, l.status, l.ended_at, l.status in ('WAITING', 'LIVE', 'INTERRUPTED') as is_open,
                exists (select from media_node n where n.id = l.media_node_id and n.last_heartbeat_at >= $1) as has_node
           from lesson l
          where l.status in ('WAITING', 'LIVE', 'INTERRUPTED') or l.ended_at >= $2) one
        where is_open or has_node order by id`,
      [new Date(now - NODE_SILENT_MS), new Date(now - CLOSING_MS)],
    )
  }
}
