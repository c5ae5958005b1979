import { Injectable } from '@nestjs/common'
import type { EndpointResponse, LessonPlan, LessonStatus, RoomLesson, getRoomDay } from '@tongke/contract'
import type { DevicePrincipal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Config } from '../../platform/config.ts'
import { Database } from '../../platform/database/database.ts'
import { dayEnd, dayStart } from '../day-window.rules.ts'
import type { LessonPolicy } from '../lesson-policy.rules.ts'
import { RoomPolicies } from './room-policies.ts'

const MINUTE = 60_000
/** A lesson that is about to begin does not hide behind midnight. */
const AHEAD = 120 * MINUTE

type Day = EndpointResponse<typeof getRoomDay>

interface Row {
  id: string
  status: LessonStatus
  plan: LessonPlan
  role: RoomLesson['role']
  movedTo: number | null
}

const roomLessonOf = ({ id, status, plan, role, movedTo }: Row, policy: LessonPolicy): RoomLesson => ({
  id,
  status,
  role,
  movedTo,
  title: plan.title,
  subject: plan.subject,
  grade: plan.grade,
  plannedStart: plan.plannedStart,
  plannedMinutes: plan.plannedMinutes,
  lecturerName: plan.lecturer.name,
  lectureOrgName: plan.lectureClass.orgName,
  enterFrom: plan.plannedStart - policy.openBeforeMinutes * MINUTE,
  enterUntil: plan.plannedStart + (plan.plannedMinutes + policy.hardStopAfterMinutes) * MINUTE,
})

/** What a classroom's screen shows and does today. */
@Injectable()
export class RoomDay {
  constructor(
    private readonly database: Database,
    private readonly policies: RoomPolicies,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  async of(who: DevicePrincipal): Promise<Day> {
    const now = this.clock.now()
    const { lesson } = await this.policies.today()
    const [lessons, hotline, repairs] = await Promise.all([
      this.lessons(who, now),
      this.hotline(who.orgId),
      this.repairs(who.id),
    ])
    return {
      now: now.getTime(),
      lessons: lessons.map((row) => roomLessonOf(row, lesson)),
      hotline,
      repairs,
    }
  }

  private lessons({ classId }: DevicePrincipal, now: Date): Promise<Row[]> {
    const { timeZone } = this.config
    return this.database.rows<Row>(
      `select l.id, l.status, l.plan,
              case when l.lecture_class_id = $1 then 'lecture' else 'listen' end as role,
              (select (n.plan->>'plannedStart')::bigint::float8 from lesson n where n.rescheduled_from = l.id limit 1) as "movedTo"
         from lesson l
        where l.planned_start >= $2 and l.planned_start < $3
          and (l.lecture_class_id = $1 or exists (select from lesson_leg g where g.lesson_id = l.id and g.class_id = $1))
        order by l.planned_start, l.id limit 30`,
      [classId, dayStart(timeZone, now), dayEnd(timeZone, now, AHEAD)],
    )
  }

  /** Whom the room calls: the nearest office above that says how, the centre school before the own one. */
  private async hotline(orgId: string): Promise<Day['hotline']> {
    const [row] = await this.database.rows<{ orgName: string; contact: string }>(
      `select a.name as "orgName", a.contact from organization o join organization a on o.path like a.path || '%'
        where o.id = $1 and a.contact is not null and a.contact <> ''
        order by a.kind = 'centre' desc, length(a.path) desc limit 1`,
      [orgId],
    )
    return row ?? null
  }

  private async repairs(deviceId: string): Promise<Day['repairs']> {
    const rows = await this.database.rows<Omit<Day['repairs'][number], 'openedAt'> & { openedAt: Date }>(
      `select id, kind, state, opened_at as "openedAt" from repair_ticket
        where device_id = $1 and state in ('OPEN', 'ACKNOWLEDGED') order by opened_at`,
      [deviceId],
    )
    return rows.map((row) => ({ ...row, openedAt: row.openedAt.getTime() }))
  }
}
