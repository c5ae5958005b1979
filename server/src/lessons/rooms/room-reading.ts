import { Injectable } from '@nestjs/common'
import {
  Refusal,
  RoomState,
  type EndpointRequest,
  type EndpointResponse,
  type Room,
  type RoomDetail,
  type RoomReport,
  type RoomSample,
  type getRoomFigures,
  type listRooms,
} from '@tongke/contract'
import { reachesAnything } from '../../people/access.rules.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Where } from '../../people/scope.sql.ts'
import { Config } from '../../platform/config.ts'
import { Database } from '../../platform/database/database.ts'
import { OutOfScope } from '../../platform/http/out-of-scope.ts'
import { mayDo, roomScope } from './room-access.rules.ts'
import { RoomFactsReader, factsOf, type RoomRow } from './room-facts.ts'
import { repairTimes, roomDays } from './room-figures.sql.ts'
import { isOnline, problemsOf, stateOf, type RoomNumbers } from './room-health.rules.ts'
import { RoomPolicies } from './room-policies.ts'
import { RoomRepairs } from './room-repairs.ts'

const DAY = 86_400_000
const SHOWN_DAYS = 7
const MOST_SAMPLES = 400

type Figures = EndpointResponse<typeof getRoomFigures>

/** The order in which somebody should look. */
const GRAVITY = new Map(RoomState.options.map((state, index) => [state, index]))

function roomOf(row: RoomRow, numbers: RoomNumbers, now: number): Room {
  const facts = factsOf(row)
  const { id, name, kind, condition, orgId, orgName, className, report, next, openRepairs } = row
  const seen = Math.max(row.lastSeenAt?.getTime() ?? 0, facts.reportedAt ?? 0)
  return {
    id,
    name,
    kind,
    condition,
    orgId,
    orgName,
    className,
    report,
    next,
    openRepairs,
    state: stateOf(facts, numbers, now),
    problems: problemsOf(facts, numbers, now),
    online: isOnline(facts, numbers.room, now),
    lastSeenAt: seen === 0 ? null : seen,
    lastCheck: facts.lastCheck,
  }
}

/** Rooms as they are, for those who look after them. */
@Injectable()
export class RoomReading {
  constructor(
    private readonly database: Database,
    private readonly facts: RoomFactsReader,
    private readonly repairs: RoomRepairs,
    private readonly policies: RoomPolicies,
    private readonly config: Config,
  ) {}

  /** A county has some hundreds of rooms: their states follow from rules, not from columns. */
  async list(
    who: PersonPrincipal,
    query: EndpointRequest<typeof listRooms>['query'],
  ): Promise<EndpointResponse<typeof listRooms>> {
    const now = this.facts.moment()
    const where = new Where([now])
      .and('d.revoked_at is null')
      .within(this.scope(who), 'o.path')
      .andIf(query.orgId !== undefined, 'd.org_id = ?', query.orgId)
      .andIf(
        query.search,
        `position(lower(?) in lower(concat_ws(' ', o.name, o.name_initials, d.name, c.name))) > 0`,
        query.search,
      )
    const numbers = await this.policies.today()
    const rooms = (await this.facts.rows(where)).map((row) => roomOf(row, numbers, now.getTime()))
    const counts = Object.fromEntries(
      RoomState.options.map((state) => [state, rooms.filter((room) => room.state === state).length]),
    ) as Record<RoomState, number>
    const wanted = rooms
      .filter((room) => query.state === undefined || room.state === query.state)
      .sort((a, b) => (GRAVITY.get(a.state) ?? 0) - (GRAVITY.get(b.state) ?? 0))
    const first = (query.page - 1) * query.pageSize
    return { items: wanted.slice(first, first + query.pageSize), total: wanted.length, counts }
  }

  /** @throws Refusal not_found */
  async detail(who: PersonPrincipal, id: string): Promise<RoomDetail> {
    const now = this.facts.moment()
    const [row] = await this.facts.rows(new Where([now]).and('d.id = ? and d.revoked_at is null', id))
    if (!row) throw new Refusal('not_found')
    if (!mayDo(who, 'read', row.orgPath)) throw new OutOfScope(`device:${id}`)
    const [samples, lessons, repairs] = await Promise.all([
      this.samples(id, now),
      this.lessons(row, now),
      this.repairs.of(who, id),
    ])
    return {
      ...roomOf(row, await this.policies.today(), now.getTime()),
      samples,
      lessons,
      repairs,
      can: { manage: mayDo(who, 'manage', row.orgPath), tell: mayDo(who, 'tell', row.orgPath) },
    }
  }

  async figures(
    who: PersonPrincipal,
    { from, to, orgId }: EndpointRequest<typeof getRoomFigures>['query'],
  ): Promise<Figures> {
    const scope = this.scope(who)
    const asked = (parameters: unknown[]) => {
      const where = new Where(parameters)
        .within(scope, 'o.path')
        .andIf(orgId !== undefined, 'o.id = ?', orgId)
      return { clause: where.toString().replace(/^where/, 'and'), parameters: where.parameters }
    }
    const days = asked([from, to, this.config.timeZone, this.facts.moment()])
    const times = asked([from, to, this.config.timeZone])
    const [[counted], [repaired]] = await Promise.all([
      this.database.rows<Pick<Figures, 'roomDays' | 'greenDays'>>(roomDays(days.clause), days.parameters),
      this.database.rows<Omit<Figures, 'roomDays' | 'greenDays'>>(
        repairTimes(times.clause),
        times.parameters,
      ),
    ])
    return {
      ...(counted ?? { roomDays: 0, greenDays: 0 }),
      ...(repaired ?? { repairs: 0, open: 0, medianRepairHours: null }),
    }
  }

  private scope(who: PersonPrincipal) {
    const scope = roomScope(who, 'read')
    if (!reachesAnything(scope)) throw new Refusal('auth.forbidden')
    return scope
  }

  private async samples(id: string, now: Date): Promise<RoomSample[]> {
    const rows = await this.database.rows<
      Pick<RoomSample, 'state' | 'problems'> & { at: Date; report: RoomReport }
    >(
      `select at, state, problems, report from room_sample where device_id = $1 and at >= $2 order by at desc limit ${MOST_SAMPLES}`,
      [id, new Date(now.getTime() - SHOWN_DAYS * DAY)],
    )
    return rows.map(({ at, state, problems, report }) => ({
      at: at.getTime(),
      state,
      problems,
      microphoneLevel: report.microphoneLevel,
      rttMs: report.rttMs,
      place: report.place,
    }))
  }

  private async lessons({ id, classId }: RoomRow, now: Date): Promise<RoomDetail['lessons']> {
    const at = now.getTime()
    return this.database.rows<RoomDetail['lessons'][number]>(
      `select l.id, l.plan->>'title' as title, (l.plan->>'plannedStart')::bigint::float8 as "plannedStart", l.status,
              r.verdict as readiness
         from lesson l left join room_readiness r on r.lesson_id = l.id and r.device_id = $1
        where l.planned_start between $3 and $4
          and (l.lecture_class_id = $2 or exists (select from lesson_leg g where g.lesson_id = l.id and g.class_id = $2))
        order by l.planned_start, l.id limit 60`,
      [id, classId, new Date(at - SHOWN_DAYS * DAY), new Date(at + SHOWN_DAYS * DAY)],
    )
  }
}
