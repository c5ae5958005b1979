import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type ObservedLesson,
  type OrgKind,
  type VisitRecord,
  type VisitState,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { RURAL } from '../../people/school.rules.ts'
import { Database } from '../../platform/database/database.ts'
import type { VisitFacts } from './visit-access.rules.ts'

/** A visit as it is stored; its record is put together from the columns. */
export interface StoredVisit extends VisitFacts {
  readonly id: string
  readonly visitorName: string
  readonly orgName: string
  readonly orgKind: OrgKind
  readonly isRural: boolean
  readonly state: VisitState
  readonly record: VisitRecord
  readonly revision: number
  readonly isMerged: boolean
  readonly answer: string | null
  readonly answeredByName: string | null
  readonly answeredAt: Date | null
  readonly claimedAt: Date | null
  readonly removedAt: Date | null
  readonly updatedAt: Date
}

type Row = Omit<StoredVisit, 'record'> & Omit<VisitRecord, 'lessons' | 'isDone'>

const VISIT = (rural: number) => `
  select v.id, v.visitor_id as "visitorId", p.name as "visitorName", v.org_id as "orgId", o.path as "orgPath",
         o.name as "orgName", o.kind as "orgKind", coalesce(o.urban_rural = any($${rural}), false) as "isRural", v.state,
         v.day::text as day, v.purpose, v.note, v.companions, v.advice, v.follow_up as "followUp",
         v.follow_up_due::text as "followUpDue", v.revision, v.is_merged as "isMerged", v.answer,
         a.name as "answeredByName", v.answered_at as "answeredAt", v.claimed_at as "claimedAt",
         v.removed_at as "removedAt", v.updated_at as "updatedAt"
    from visit v join person p on p.id = v.visitor_id join organization o on o.id = v.org_id
    left join person a on a.id = v.answered_by`

/** Rows of visits. */
@Injectable()
export class VisitStore {
  constructor(private readonly database: Database) {}

  /** @throws Refusal not_found */
  async read(id: string, tx: EntityManager = this.database.manager): Promise<StoredVisit> {
    const [visit] = await this.of([id], tx)
    if (!visit || visit.removedAt) throw new Refusal('not_found')
    return visit
  }

  /** Locked until the transaction ends, also one that was called off. */
  async lock(tx: EntityManager, id: string): Promise<StoredVisit | undefined> {
    await this.database.rows('select from visit where id = $1 for update', [id], tx)
    const [visit] = await this.of([id], tx)
    return visit
  }

  /** In the order of `ids`. */
  async of(ids: readonly string[], tx: EntityManager = this.database.manager): Promise<StoredVisit[]> {
    const rows = await this.database.rows<Row>(`${VISIT(2)} where v.id = any($1)`, [ids, RURAL], tx)
    const lessons = await this.database.rows<ObservedLesson & { visitId: string }>(
      `select visit_id as "visitId", id, class_name as "className", subject, teacher_name as "teacherName", topic, scores,
              remark from visit_lesson where visit_id = any($1) order by position`,
      [ids],
      tx,
    )
    const byVisit = Map.groupBy(lessons, ({ visitId }) => visitId)
    const visits = new Map(rows.map((row) => [row.id, storedOf(row, byVisit.get(row.id) ?? [])]))
    return ids.flatMap((id) => visits.get(id) ?? [])
  }

  async write(tx: EntityManager, id: string, record: VisitRecord): Promise<void> {
    await tx.query('delete from visit_lesson where visit_id = $1', [id])
    for (const [position, lesson] of record.lessons.entries())
      await tx.query(
        `insert into visit_lesson (visit_id, id, position, class_name, subject, teacher_name, topic, scores, remark)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          id,
          lesson.id,
          position,
          lesson.className,
          lesson.subject,
          lesson.teacherName,
          lesson.topic,
          lesson.scores,
          lesson.remark,
        ],
      )
  }
}

function storedOf(row: Row, lessons: readonly (ObservedLesson & { visitId: string })[]): StoredVisit {
  const { orgId, day, purpose, note, companions, advice, followUp, followUpDue, ...visit } = row
  return {
    ...visit,
    record: {
      orgId,
      day,
      purpose,
      note,
      companions,
      isDone: visit.state !== 'PLANNED',
      lessons: lessons.map(({ id, className, subject, teacherName, topic, scores, remark }) => ({
        id,
        className,
        subject,
        teacherName,
        topic,
        scores,
        remark,
      })),
      advice,
      followUp,
      followUpDue,
    },
  }
}
