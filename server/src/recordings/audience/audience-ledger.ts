import { Injectable, type OnApplicationShutdown } from '@nestjs/common'
import type { EndpointResponse, listViewers } from '@tongke/contract'
import type { Principal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { InjectLogger, type Logger } from '../../platform/logger.ts'

/** Whoever asks for nothing so long has left. */
const AWAY_MS = 15_000
const WRITE_EVERY_MS = 5_000

interface Sight {
  lessonId: string
  viewerId: string
  isDevice: boolean
  first: number
  last: number
}

/** Who watched for how long, by when they asked; never by their word. Written together, since hundreds ask. */
@Injectable()
export class AudienceLedger implements OnApplicationShutdown {
  private readonly seen = new Map<string, Sight>()
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @InjectLogger() private readonly logger: Logger,
  ) {}

  see(who: Principal, lessonId: string): void {
    const key = `${lessonId} ${who.id}`
    const now = this.clock.now().getTime()
    const known = this.seen.get(key)
    if (known) known.last = now
    else
      this.seen.set(key, {
        lessonId,
        viewerId: who.id,
        isDevice: who.kind === 'device',
        first: now,
        last: now,
      })
    this.timer ??= setTimeout(() => void this.write(), WRITE_EVERY_MS)
  }

  async of(lessonId: string): Promise<EndpointResponse<typeof listViewers>['items']> {
    const rows = await this.database.rows<{
      name: string
      org_name: string
      kind: 'person' | 'device'
      joins: number
      seconds: number
      first_at: Date
      last_at: Date
    }>(LIST, [lessonId])
    return rows.map((row) => ({
      name: row.name,
      orgName: row.org_name,
      kind: row.kind,
      joins: row.joins,
      minutes: Math.round(row.seconds / 6) / 10,
      firstAt: row.first_at.getTime(),
      lastAt: row.last_at.getTime(),
    }))
  }

  async onApplicationShutdown() {
    clearTimeout(this.timer)
    await this.write()
  }

  private async write(): Promise<void> {
    this.timer = undefined
    const sights = [...this.seen.values()]
    this.seen.clear()
    if (sights.length === 0) return
    const rows = sights.map(({ lessonId, viewerId, isDevice, first, last }) => ({
      lesson_id: lessonId,
      viewer_id: viewerId,
      is_device: isDevice,
      first: new Date(first),
      last: new Date(last),
    }))
    await this.database
      .rows(WRITE, [JSON.stringify(rows), AWAY_MS / 1000])
      .catch((error: unknown) =>
        this.logger.error({ err: error, viewers: rows.length }, 'Viewers were not written down'),
      )
  }
}

/** A stretch goes on from the last one unless it was left; what two servers saw at the same time counts once. */
const WRITE = `
  insert into lesson_viewer as v (lesson_id, viewer_id, person_id, device_id, joins, seconds, first_at, last_at)
  select r.lesson_id, r.viewer_id, case when not r.is_device then r.viewer_id end, case when r.is_device then r.viewer_id end,
         1, extract(epoch from r.last - r.first), r.first, r.last
    from jsonb_to_recordset($1::jsonb) as r(lesson_id uuid, viewer_id uuid, is_device boolean, first timestamptz, last timestamptz)
  on conflict (lesson_id, viewer_id) do update set
    joins = v.joins + case when excluded.first_at - v.last_at > make_interval(secs => $2) then 1 else 0 end,
    seconds = v.seconds + greatest(0, extract(epoch from excluded.last_at -
      case when excluded.first_at - v.last_at > make_interval(secs => $2) then excluded.first_at else v.last_at end)),
    last_at = greatest(v.last_at, excluded.last_at)`

const LIST = `
  select coalesce(p.name, d.name) as name, case when v.device_id is null then 'person' else 'device' end as kind,
         coalesce(o.name, (select string_agg(distinct po.name, '、') from post t join organization po on po.id = t.org_id
           where t.person_id = v.person_id and t.from_day <= v.first_at::date
             and (t.to_day is null or t.to_day >= v.first_at::date)), '') as org_name,
         v.joins, v.seconds::float8 as seconds, v.first_at, v.last_at
    from lesson_viewer v left join person p on p.id = v.person_id
    left join device d on d.id = v.device_id left join organization o on o.id = d.org_id
   where v.lesson_id = $1 order by v.seconds desc, name limit 500`
