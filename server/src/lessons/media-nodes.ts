import { Injectable, type OnModuleInit } from '@nestjs/common'
import { Refusal, type MediaHeartbeat } from '@tongke/contract'
import { Clock } from '../platform/clock.ts'
import { Database } from '../platform/database/database.ts'
import { HealthRegistry } from '../platform/health/health.ts'
import { MediaControl } from './media-control.ts'

/** A node that has been silent for so long is dead, unless it answers when asked. */
export const NODE_SILENT_MS = 4_000

export interface MediaNodeRow {
  id: string
  boot_id: string
  public_url: string
  port: number
  control_url: string
  rtp_capabilities: Record<string, unknown>
  draining: boolean
  peers: number
  last_heartbeat_at: Date
}

const SELECT = `select id, boot_id, public_url, port, control_url, rtp_capabilities, draining, peers, last_heartbeat_at
  from media_node`

/** The media nodes by their heartbeats, and which of them a lesson is on. */
@Injectable()
export class MediaNodes implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly control: MediaControl,
    private readonly health: HealthRegistry,
  ) {}

  onModuleInit() {
    this.health.register('media', {
      vital: false,
      check: async () => {
        const alive = (await this.database.rows<MediaNodeRow>(SELECT)).filter((node) => this.isFresh(node))
        return { status: alive.length > 0 ? 'ok' : 'down', detail: `${alive.length} node(s)` }
      },
    })
  }

  /** Writes a sign of life down. @returns runs of this node that are over, or that turn out not to be */
  async register(beat: MediaHeartbeat): Promise<{ changedBoots: string[] }> {
    const now = this.clock.now()
    const { nodeId, bootId } = beat
    await this.database.rows(
      `insert into media_node (id, boot_id, public_url, port, control_url, rtp_capabilities, draining, workers, rooms,
         peers, last_heartbeat_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       on conflict (id) do update set boot_id = $2, public_url = $3, port = $4, control_url = $5, rtp_capabilities = $6,
         draining = $7, workers = $8, rooms = $9, peers = $10, last_heartbeat_at = $11`,
      [
        nodeId,
        bootId,
        beat.publicUrl,
        beat.port,
        beat.controlUrl,
        JSON.stringify(beat.rtpCapabilities),
        beat.draining,
        beat.workers,
        beat.rooms,
        beat.peers,
        now,
      ],
    )
    const revived = await this.keepBoot(nodeId, bootId)
    const ended = await this.database.rows<{ boot_id: string }>(
      `with ended as (update media_boot set ended_at = last_heartbeat_at
          where node_id = $1 and boot_id <> $2 and ended_at is null returning boot_id)
       select boot_id from ended`,
      [nodeId, bootId],
    )
    return { changedBoots: [...ended.map((row) => row.boot_id), ...(revived ? [bootId] : [])] }
  }

  /** An event may come before the first heartbeat of its run. */
  async knowBoot(nodeId: string, bootId: string): Promise<void> {
    await this.database.rows(
      'insert into media_boot (boot_id, node_id, last_heartbeat_at) values ($1, $2, $3) on conflict do nothing',
      [bootId, nodeId, this.clock.now()],
    )
  }

  /** @returns whether the run had been given up */
  private async keepBoot(nodeId: string, bootId: string): Promise<boolean> {
    const [row] = await this.database.rows<{ was_ended: boolean }>(
      `with before as (select ended_at from media_boot where boot_id = $1)
       insert into media_boot (boot_id, node_id, last_heartbeat_at) values ($1, $2, $3)
       on conflict (boot_id) do update set last_heartbeat_at = greatest(media_boot.last_heartbeat_at, $3), ended_at = null
       returning exists (select from before where ended_at is not null) as was_ended`,
      [bootId, nodeId, this.clock.now()],
    )
    return row?.was_ended ?? false
  }

  /** Gives up runs of nodes that are silent and do not answer when asked. @returns their ids */
  async endSilentBoots(): Promise<string[]> {
    const silent = await this.database.rows<{ boot_id: string; control_url: string | null }>(
      `select b.boot_id, n.control_url from media_boot b left join media_node n on n.boot_id = b.boot_id
        where b.ended_at is null and b.last_heartbeat_at < $1`,
      [this.silentSince()],
    )
    const answers = await Promise.all(
      silent.map(({ control_url }) => !!control_url && this.control.answers(control_url)),
    )
    const dead = silent.filter((_, index) => !answers[index]).map((boot) => boot.boot_id)
    if (dead.length === 0) return []
    const ended = await this.database.rows<{ boot_id: string }>(
      `with ended as (update media_boot set ended_at = last_heartbeat_at
          where boot_id = any($1) and ended_at is null and last_heartbeat_at < $2 returning boot_id)
       select boot_id from ended`,
      [dead, this.silentSince()],
    )
    return ended.map((row) => row.boot_id)
  }

  /** Open lessons that have connections in these runs. */
  async lessonsOf(bootIds: readonly string[]): Promise<string[]> {
    if (bootIds.length === 0) return []
    const rows = await this.database.rows<{ id: string }>(
      `select l.id from lesson l where l.status in ('WAITING', 'LIVE', 'INTERRUPTED')
          and exists (select from media_event e where e.lesson_id = l.id and e.boot_id = any($1)) order by l.id`,
      [bootIds],
    )
    return rows.map((row) => row.id)
  }

  /** The node of a lesson: the one it is on while that lives, else the one with the fewest peers. @throws media.no_node */
  async place(lessonId: string): Promise<MediaNodeRow> {
    const [lesson] = await this.database.rows<{ media_node_id: string | null }>(
      'select media_node_id from lesson where id = $1',
      [lessonId],
    )
    const nodes = await this.alive()
    const present = nodes.find((node) => node.id === lesson?.media_node_id)
    if (present && !present.draining) return present
    const chosen = this.leastBusy(nodes)
    const [placed] = await this.database.rows<{ media_node_id: string }>(
      `with placed as (update lesson set media_node_id = $2
          where id = $1 and media_node_id is not distinct from $3 returning media_node_id)
       select media_node_id from placed`,
      [lessonId, chosen.id, lesson?.media_node_id ?? null],
    )
    return placed ? chosen : this.place(lessonId)
  }

  /** A node for something that is no lesson. @throws Refusal media.no_node */
  async any(): Promise<MediaNodeRow> {
    return this.leastBusy(await this.alive())
  }

  private leastBusy(nodes: readonly MediaNodeRow[]): MediaNodeRow {
    const [best] = nodes.filter((node) => !node.draining).toSorted((a, b) => a.peers - b.peers)
    if (!best) throw new Refusal('media.no_node', { retryAfter: 1 })
    return best
  }

  /** After a pause of the server itself all nodes look silent: those are asked before they are given up. */
  private async alive(): Promise<MediaNodeRow[]> {
    const nodes = await this.database.rows<MediaNodeRow>(SELECT)
    const lives = await Promise.all(
      nodes.map((node) => this.isFresh(node) || this.control.answers(node.control_url)),
    )
    return nodes.filter((_, index) => lives[index])
  }

  private isFresh(node: MediaNodeRow): boolean {
    return node.last_heartbeat_at >= this.silentSince()
  }

  private silentSince(): Date {
    return new Date(this.clock.now().getTime() - NODE_SILENT_MS)
  }
}
