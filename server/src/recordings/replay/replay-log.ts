import { Injectable } from '@nestjs/common'
import type { PersonPrincipal, Principal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { newId } from '../../platform/id.ts'

/** A browser that goes on with a download asks again; so long it is the same one. */
const SAME_DOWNLOAD_MS = 3_600_000

/** Who looked at a recording and who took its film away (domain §5.3 P6). It outlives the recording. */
@Injectable()
export class ReplayLog {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @returns the id of the look, by which pieces are asked for */
  look(who: Principal, recordingId: string): Promise<string> {
    return this.write(who, recordingId, false)
  }

  async download(who: PersonPrincipal, recordingId: string): Promise<void> {
    const now = this.clock.now()
    const known = await this.database.rows(
      `with same as (
         update recording_view set last_at = greatest(last_at, $3)
          where recording_id = $1 and person_id = $2 and downloaded and last_at > $4 returning id
       ) select id from same`,
      [recordingId, who.id, now, new Date(now.getTime() - SAME_DOWNLOAD_MS)],
    )
    if (known.length === 0) await this.write(who, recordingId, true)
  }

  /** Of the streams that run side by side the lecturer's counts, so that a minute of the lesson is a minute. */
  async sent(viewId: string, streamId: string, durationMs: number): Promise<void> {
    await this.database.rows(
      `update recording_view v set last_at = greatest(last_at, $2),
              watched_ms = watched_ms + case when s.identity = 'lecturer' and s.source = 'camera' then $3::int else 0 end
         from recording_stream s where v.id = $1 and s.id = $4`,
      [viewId, this.clock.now(), durationMs, streamId],
    )
  }

  private async write(who: Principal, recordingId: string, downloaded: boolean): Promise<string> {
    const id = newId()
    const isDevice = who.kind === 'device'
    const org = isDevice ? who.orgName : (who.posts[0]?.orgName ?? '')
    const [personId, deviceId] = isDevice ? [null, who.id] : [who.id, null]
    await this.database.rows(
      `insert into recording_view (id, recording_id, person_id, device_id, viewer_name, viewer_org_name, opened_at, last_at, downloaded)
       values ($1, $2, $3, $4, $5, $6, $7, $7, $8)`,
      [id, recordingId, personId, deviceId, who.name, org, this.clock.now(), downloaded],
    )
    return id
  }
}
