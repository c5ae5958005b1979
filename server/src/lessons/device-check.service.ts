import { Injectable } from '@nestjs/common'
import { Refusal, type CheckMeasurements, type DeviceCheck } from '@tongke/contract'
import { may } from '../people/access.rules.ts'
import { DeviceRow } from '../people/device.entity.ts'
import type { Principal } from '../people/principal.ts'
import { Clock } from '../platform/clock.ts'
import { Database } from '../platform/database/database.ts'
import { newId } from '../platform/id.ts'
import { DeviceCheckRow } from './device-check.entity.ts'
import { judgeCheck } from './device-check.rules.ts'
import { LessonEngine } from './lesson-engine.ts'
import { LessonPolicies } from './lesson-policies.ts'

const LATEST = 20

const checkOf = ({ id, at, verdict, findings, measurements, lessonId }: DeviceCheckRow): DeviceCheck => ({
  id,
  at: at.getTime(),
  verdict,
  findings,
  measurements,
  lessonId,
})

/** Line and device checks: measured by the browser, judged and kept here. */
@Injectable()
export class DeviceCheckService {
  constructor(
    private readonly database: Database,
    private readonly policies: LessonPolicies,
    private readonly engine: LessonEngine,
    private readonly clock: Clock,
  ) {}

  /** Everybody may check their own device. */
  async submit(
    who: Principal,
    lessonId: string | null,
    measurements: CheckMeasurements,
  ): Promise<DeviceCheck> {
    const judged = judgeCheck(measurements, await this.policies.today())
    const row: DeviceCheckRow = {
      id: newId(),
      at: this.clock.now(),
      deviceId: who.kind === 'device' ? who.id : null,
      personId: who.kind === 'person' ? who.id : null,
      lessonId: lessonId && (await this.exists(lessonId)) ? lessonId : null,
      measurements,
      ...judged,
    }
    await this.database.transaction(async (tx) => {
      await tx.insert(DeviceCheckRow, row as never)
      const lastCheck = { lastCheckVerdict: row.verdict, lastCheckAt: row.at }
      if (row.deviceId) await tx.update(DeviceRow, row.deviceId, lastCheck)
    })
    for (const prepared of await this.preparedLessons(who)) {
      await this.engine.run(prepared, { type: 'tick' }, { part: 'system' })
    }
    return checkOf(row)
  }

  /** One's own latest checks, or those of a device of a school in one's scope. */
  async list(who: Principal, deviceId: string | undefined): Promise<DeviceCheck[]> {
    const where = deviceId
      ? { deviceId: await this.readable(who, deviceId) }
      : who.kind === 'device'
        ? { deviceId: who.id }
        : { personId: who.id }
    const rows = await this.database
      .repository(DeviceCheckRow)
      .find({ where, order: { at: 'DESC' }, take: LATEST })
    return rows.map(checkOf)
  }

  private async readable(who: Principal, deviceId: string): Promise<string> {
    const [device] = await this.database.rows<{ path: string }>(
      'select o.path from device d join organization o on o.id = d.org_id where d.id = $1',
      [deviceId],
    )
    if (!device) throw new Refusal('not_found')
    if (who.id !== deviceId && !may(who, 'device.read', device.path)) throw new Refusal('not_found')
    return deviceId
  }

  private async exists(lessonId: string): Promise<boolean> {
    return (await this.database.rows('select 1 from lesson where id = $1', [lessonId])).length > 0
  }

  /** Lessons this check may turn from PREPARED to CHECKED. */
  private async preparedLessons(who: Principal): Promise<string[]> {
    const now = this.clock.now().getTime()
    const rows = await this.database.rows<{ id: string }>(
      `select distinct l.id from lesson l join lesson_leg g on g.lesson_id = l.id
        where l.status = 'PREPARED' and l.planned_start between $2 and $3
          and (l.lecturer_id = $1 or l.lecture_class_id = $4 or g.class_id = $4)`,
      [
        who.id,
        new Date(now - 3_600_000),
        new Date(now + 3_600_000),
        who.kind === 'device' ? who.classId : null,
      ],
    )
    return rows.map((row) => row.id)
  }
}
