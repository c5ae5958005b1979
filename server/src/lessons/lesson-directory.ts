import { Injectable } from '@nestjs/common'
import { Refusal } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Database } from '../platform/database/database.ts'
import type { LessonParties } from './lesson-access.rules.ts'

interface LegPartyRow {
  leg_id: string
  class_id: string
  assistant_id: string | null
  org_id: string
  org_path: string
}

interface PartyRow extends Omit<LegPartyRow, 'leg_id'> {
  lecturer_id: string
  lecture_org_id: string
  lecture_path: string
  enrolled: { personId: string; orgName: string }[]
  members: string[] | null
  /** A lesson for teachers alone has no class. */
  leg_id: string | null
}

export interface ClassFact {
  id: string
  name: string
  orgId: string
  orgName: string
  orgPath: string
  headcount: number
  hasDevice: boolean
}

export interface PersonFact {
  id: string
  name: string
  posts: { orgId: string; orgPath: string; role: string }[]
}

/** Looks up whose lesson it is, and the people and classes a plan names. */
@Injectable()
export class LessonDirectory {
  constructor(private readonly database: Database) {}

  /** @throws Refusal not_found */
  async parties(lessonId: string, tx: EntityManager = this.database.manager): Promise<LessonParties> {
    const rows = await this.database.rows<PartyRow>(
      `select l.lecturer_id, l.lecture_org_id, lo.path as lecture_path,
              g.id as leg_id, g.class_id, g.assistant_id, g.org_id, go.path as org_path,
              coalesce((select jsonb_agg(jsonb_build_object('personId', b.person_id, 'orgName', bo.name))
                 from lesson_observer b join organization bo on bo.id = b.org_id
                where b.lesson_id = l.id and b.cancelled_at is null), '[]') as enrolled,
              case when l.plan->>'type' = 'meeting' then array(select m.person_id from lesson_member m where m.lesson_id = l.id) end as members
         from lesson l join organization lo on lo.id = l.lecture_org_id
         left join lesson_leg g on g.lesson_id = l.id left join organization go on go.id = g.org_id
        where l.id = $1 order by g.position`,
      [lessonId],
      tx,
    )
    const [first] = rows
    if (!first) throw new Refusal('not_found')
    return {
      lecturerId: first.lecturer_id,
      lectureOrg: { id: first.lecture_org_id, path: first.lecture_path },
      enrolled: first.enrolled,
      members: first.members,
      legs: rows
        .filter((row): row is PartyRow & LegPartyRow => row.leg_id !== null)
        .map((row) => ({
          id: row.leg_id,
          classId: row.class_id,
          assistantId: row.assistant_id,
          org: { id: row.org_id, path: row.org_path },
        })),
    }
  }

  /** Open classes by id. @throws Refusal not_found when one is missing or closed */
  async classes(tx: EntityManager, ids: readonly string[], today: string): Promise<Map<string, ClassFact>> {
    const rows = await this.database.rows<ClassFact>(
      `select c.id, c.name, c.org_id as "orgId", o.name as "orgName", o.path as "orgPath", c.headcount,
              exists (select from device d where d.class_id = c.id and d.revoked_at is null) as "hasDevice"
         from school_class c join organization o on o.id = c.org_id
        where c.id = any($1) and (c.closed_on is null or c.closed_on > $2::date)`,
      [ids, today],
      tx,
    )
    if (rows.length < new Set(ids).size) throw new Refusal('not_found')
    return new Map(rows.map((row) => [row.id, row]))
  }

  /** Active people by id with their posts of today. @throws Refusal not_found when one is missing or has left */
  async people(tx: EntityManager, ids: readonly string[], today: string): Promise<Map<string, PersonFact>> {
    const rows = await this.database.rows<PersonFact>(
      `select p.id, p.name, coalesce(jsonb_agg(jsonb_build_object('orgId', t.org_id, 'orgPath', o.path, 'role', t.role))
                filter (where t.id is not null), '[]') as posts
         from person p
         left join post t on t.person_id = p.id and t.from_day <= $2::date and (t.to_day is null or t.to_day >= $2::date)
         left join organization o on o.id = t.org_id
        where p.id = any($1) and p.state = 'ACTIVE' group by p.id`,
      [ids, today],
      tx,
    )
    if (rows.length < new Set(ids).size) throw new Refusal('not_found')
    return new Map(rows.map((row) => [row.id, row]))
  }
}
