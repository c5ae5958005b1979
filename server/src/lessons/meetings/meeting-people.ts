import { Injectable } from '@nestjs/common'
import { MAX_MEETING_PEOPLE, Refusal, type MeetingPerson } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { RURAL } from '../../people/school.rules.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'

/** Who is invited to meetings, with the school each of them speaks for. */
@Injectable()
export class MeetingPeople {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Active people by their post of today, where they teach before where they lead; the chair first.
   * @throws Refusal meeting.people when one has no post, or when they are too few or too many
   */
  async lookUp(
    tx: EntityManager,
    chairId: string,
    participantIds: readonly string[],
  ): Promise<MeetingPerson[]> {
    const ids = [...new Set([chairId, ...participantIds])]
    if (ids.length < 2 || ids.length > MAX_MEETING_PEOPLE) throw new Refusal('meeting.people')
    const rows = await this.database.rows<MeetingPerson>(
      `select distinct on (p.id) p.id, p.name, o.id as "orgId", o.name as "orgName",
              coalesce(o.urban_rural = any($3), false) as "isRural"
         from person p join post t on t.person_id = p.id join organization o on o.id = t.org_id
        where p.id = any($1) and p.state = 'ACTIVE' and t.from_day <= $2::date and (t.to_day is null or t.to_day >= $2::date)
        order by p.id, t.role = 'teacher' desc, t.from_day, t.id`,
      [ids, this.clock.today(), RURAL],
      tx,
    )
    if (rows.length < ids.length) throw new Refusal('meeting.people')
    return rows.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
  }

  /** Keeps the list that lists and rights are read from. The meeting's row must be locked or new. */
  async keep(tx: EntityManager, lessonId: string, people: readonly MeetingPerson[]): Promise<void> {
    await tx.query('delete from lesson_member where lesson_id = $1', [lessonId])
    await tx.query(
      `insert into lesson_member (lesson_id, person_id, org_id, position)
       select $1, r.id, r.org, r.place from jsonb_to_recordset($2::jsonb) as r(id uuid, org uuid, place smallint)`,
      [lessonId, JSON.stringify(people.map(({ id, orgId }, place) => ({ id, org: orgId, place })))],
    )
  }
}
