import { Injectable } from '@nestjs/common'
import type {
  LessonState,
  MediaEvent,
  MediaEventAnswer,
  MediaEventBatch,
  MediaHeartbeat,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { z } from 'zod'
import { Audit, SYSTEM } from '../platform/audit/audit.service.ts'
import { Clock } from '../platform/clock.ts'
import { Database } from '../platform/database/database.ts'
import { newId } from '../platform/id.ts'
import { InjectLogger, type Logger } from '../platform/logger.ts'
import { directiveOf, mediaRoomOf } from './directive.rules.ts'
import { LegQuality } from './leg-quality.ts'
import { LessonEngine } from './lesson-engine.ts'
import { LessonTalkLedger } from './lesson-talk.ts'
import type { LessonPolicy } from './lesson-policy.rules.ts'
import { LessonStore } from './lesson-store.ts'
import { MediaLedger } from './media-ledger.ts'
import { MediaNodes } from './media-nodes.ts'
import { isTooLate } from './papers/paper-times.rules.ts'

type Answer = z.infer<typeof MediaEventAnswer>

/** Every so many heartbeats the node's list of connections is compared with ours. */
const COMPARE_EVERY = 10
/** A join younger than this may not be in the node's list yet, or not in ours. */
const SETTLING_MS = 5_000
/** After everything the node itself counted. */
const LAST_SEQUENCE = 2_147_483_647

/** What media nodes report: the only source of who was connected, and when. */
@Injectable()
export class MediaIntake {
  private readonly beats = new Map<string, number>()

  constructor(
    private readonly database: Database,
    private readonly nodes: MediaNodes,
    private readonly ledger: MediaLedger,
    private readonly talk: LessonTalkLedger,
    private readonly quality: LegQuality,
    private readonly engine: LessonEngine,
    private readonly store: LessonStore,
    private readonly clock: Clock,
    private readonly audit: Audit,
    @InjectLogger() private readonly logger: Logger,
  ) {}

  async heartbeat(beat: MediaHeartbeat): Promise<void> {
    const { changedBoots } = await this.nodes.register(beat)
    if (changedBoots.length > 0) {
      this.logger.info({ nodeId: beat.nodeId, bootId: beat.bootId, changedBoots }, 'media node has a new run')
      await this.syncAll(await this.nodes.lessonsOf(changedBoots))
    }
    await this.talk.take(beat.bootId, beat.talk)
    const count = (this.beats.get(beat.nodeId) ?? 0) + 1
    this.beats.set(beat.nodeId, count)
    if (count % COMPARE_EVERY === 0) await this.closeForgotten(beat)
  }

  /** Takes events in any order, any number of times. Answers the directives of their rooms. */
  async events(batch: z.infer<typeof MediaEventBatch>): Promise<Answer> {
    await this.nodes.knowBoot(batch.nodeId, batch.bootId)
    const lessonIds = await this.existing(batch.events)
    const known = batch.events.filter((event) => event.lessonId && lessonIds.includes(event.lessonId))
    const moves = known.filter((event) => event.kind !== 'quality')
    await this.insert(batch, moves)
    await this.quality.keep(known.filter((event) => event.kind === 'quality'))
    await this.syncAll(lessonIds.filter((id) => moves.some(({ lessonId }) => lessonId === id)))
    const states = await Promise.all(lessonIds.map((lessonId) => this.store.read(lessonId)))
    return {
      rooms: states.map((state) => ({ room: mediaRoomOf(state.lessonId), directive: directiveOf(state) })),
    }
  }

  /** Brings open lessons in line with what the media nodes said. */
  async syncAll(lessonIds: readonly string[]): Promise<void> {
    for (const lessonId of lessonIds) {
      await this.engine.transaction(async (unit) => {
        await this.store.lock(unit.tx, lessonId)
        const state = await unit.apply(lessonId, await this.ledger.now(lessonId, unit.tx), { part: 'system' })
        // What a node could not tell before the end still counts until the lesson is settled.
        if (state.status === 'ENDED')
          await this.ledger.keepResults(state, unit.policy, state.endedAt ?? 0, unit.tx)
        if (state.status === 'SETTLED') await this.resettle(state, unit.policy, unit.tx)
      })
    }
  }

  /** Domain §4.4: what comes up to 72 h after class changes a settled ledger, and the change is audited. */
  private async resettle(state: LessonState, policy: LessonPolicy, tx: EntityManager): Promise<void> {
    const { lessonId, endedAt } = state
    if (isTooLate({ endedAt, now: this.clock.now().getTime(), policy })) return
    const legs = await this.ledger.resettle(state, tx)
    if (legs.length === 0) return
    const target = `lesson:${lessonId}`
    await this.audit.write({ actor: SYSTEM, action: 'lesson.resettled', target, detail: { legs } }, tx)
    this.logger.warn(
      { lessonId, legs: legs.map(({ legId }) => legId) },
      'late events changed a settled ledger',
    )
  }

  private async existing(events: readonly MediaEvent[]): Promise<string[]> {
    const named = [...new Set(events.flatMap((event) => event.lessonId ?? []))]
    if (named.length === 0) return []
    const rows = await this.database.rows<{ id: string }>(
      'select id from lesson where id = any($1) order by id',
      [named],
    )
    return rows.map((row) => row.id)
  }

  private async insert(batch: z.infer<typeof MediaEventBatch>, events: readonly MediaEvent[]): Promise<void> {
    const now = this.clock.now().getTime()
    const rows = events.map((event) => ({
      event_id: event.eventId,
      lesson_id: event.lessonId,
      identity: event.identity,
      connection_id: event.connectionId,
      sequence: event.sequence,
      // The node's clock counts only up to ours.
      at: new Date(Math.min(event.at, now)),
      kind: event.kind,
      mode: event.kind === 'mode' ? event.mode : null,
      detail: event.kind === 'joined' ? event.instance : event.kind === 'left' ? event.reason : null,
    }))
    await this.insertRows(batch.nodeId, batch.bootId, rows)
  }

  private async insertRows(nodeId: string, bootId: string, rows: readonly object[]): Promise<void> {
    if (rows.length === 0) return
    await this.database.rows(
      `insert into media_event (event_id, node_id, boot_id, lesson_id, identity, connection_id, sequence, at, received_at,
         kind, mode, detail)
       select r.event_id, $2, $3, r.lesson_id, r.identity, r.connection_id, r.sequence, r.at, $4, r.kind, r.mode, r.detail
         from jsonb_to_recordset($1::jsonb) as r(event_id uuid, lesson_id uuid, identity text, connection_id text,
           sequence integer, at timestamptz, kind text, mode text, detail text)
       on conflict (event_id) do nothing`,
      [JSON.stringify(rows), nodeId, bootId, this.clock.now()],
    )
  }

  /** Connections that the node no longer has although nobody told us: they left now, at the latest. */
  private async closeForgotten(beat: MediaHeartbeat): Promise<void> {
    const now = this.clock.now()
    const open = await this.database.rows<{ lesson_id: string; identity: string; connection_id: string }>(
      `select j.lesson_id, j.identity, j.connection_id from media_event j join lesson l on l.id = j.lesson_id
        where j.boot_id = $1 and j.kind = 'joined' and l.status in ('WAITING', 'LIVE', 'INTERRUPTED')
          and j.received_at < $2 and not j.connection_id = any($3)
          and not exists (select from media_event x
            where x.boot_id = $1 and x.connection_id = j.connection_id and x.kind = 'left')`,
      [beat.bootId, new Date(now.getTime() - SETTLING_MS), beat.connections],
    )
    if (open.length === 0) return
    const rows = open.map((one) => ({
      event_id: newId(),
      ...one,
      sequence: LAST_SEQUENCE,
      at: now,
      kind: 'left',
      mode: null,
      detail: 'not_in_heartbeat',
    }))
    await this.insertRows(beat.nodeId, beat.bootId, rows)
    this.logger.warn(
      { nodeId: beat.nodeId, count: open.length },
      'closed connections the media node no longer has',
    )
    await this.syncAll([...new Set(open.map((one) => one.lesson_id))].toSorted())
  }
}
