import { Injectable } from '@nestjs/common'
import type { WeekPattern } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { patternOf, type SlotRecord } from './slot-records.rules.ts'
import { TimetableSlotRow } from './timetable-slot.entity.ts'
import { multirangeOf, weeksOfPattern } from './weeks.rules.ts'

type Row = Omit<SlotRecord, 'weeks'> & { weeksKind: WeekPattern['kind']; ranges: [number, number][] }

const SELECT = `
  select s.id, s.term_id as "termId", s.org_id as "orgId", s.class_id as "classId", s.weeks_kind as "weeksKind",
         (select coalesce(jsonb_agg(jsonb_build_array(lower(r), upper(r))), '[]') from unnest(s.weeks) r) as ranges,
         s.weekday, s.period, s.subject, s.teacher_id as "teacherId", s.room, s.mode, s.own_start as "ownStart",
         s.own_end as "ownEnd", s.grades, s.quiet_subject as "quietSubject", s.quiet_task as "quietTask",
         s.lecture_slot_id as "lectureSlotId", s.adapted, s.edition_mapped as "editionMapped", s.reasons, s.revision
    from timetable_slot s`

/** Whose slots are read: one of the parts is enough. */
export interface SlotSelection {
  readonly classIds?: readonly string[]
  readonly teacherIds?: readonly string[]
  readonly orgIds?: readonly string[]
  /** Lectures of the whole county, and who listens to the selected ones. */
  readonly lectures?: boolean
}

/** Rows of the timetable; who may read or change them is for the caller. */
@Injectable()
export class SlotStore {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async all(termId: string, tx: EntityManager = this.database.manager): Promise<SlotRecord[]> {
    return read(await this.database.rows<Row>(`${SELECT} where s.term_id = $1`, [termId], tx))
  }

  async select(
    termId: string,
    { classIds = [], teacherIds = [], orgIds = [], lectures = false }: SlotSelection,
    tx: EntityManager = this.database.manager,
  ): Promise<SlotRecord[]> {
    return read(
      await this.database.rows<Row>(
        `${SELECT} where s.term_id = $1 and (s.class_id = any($2) or s.teacher_id = any($3) or s.org_id = any($4)
            or ($5 and s.mode = 'sync-lecture'))`,
        [termId, classIds, teacherIds, orgIds, lectures],
        tx,
      ),
    )
  }

  /** These slots and those that listen to them. */
  async withLegs(ids: readonly string[], tx: EntityManager = this.database.manager): Promise<SlotRecord[]> {
    return read(
      await this.database.rows<Row>(
        `${SELECT} where s.id = any($1) or s.lecture_slot_id = any($1)`,
        [ids],
        tx,
      ),
    )
  }

  /** One change at a time, so that two cannot miss each other. */
  async lock(tx: EntityManager, termId: string): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('timetable ' || $1, 0))`, [termId])
  }

  /** Lectures first: those who listen point at them. */
  async save(tx: EntityManager, records: readonly SlotRecord[], termWeeks: number): Promise<void> {
    const ordered = records.toSorted(
      (a, b) => Number(a.lectureSlotId !== null) - Number(b.lectureSlotId !== null),
    )
    for (let at = 0; at < ordered.length; at += BATCH)
      await tx.upsert(
        TimetableSlotRow,
        ordered.slice(at, at + BATCH).map((record) => this.rowOf(record, termWeeks)) as never,
        ['id'],
      )
  }

  async remove(tx: EntityManager, ids: readonly string[]): Promise<void> {
    await tx.query('delete from timetable_slot where id = any($1)', [ids])
  }

  private rowOf({ weeks, ...record }: SlotRecord, termWeeks: number) {
    return {
      ...record,
      weeksKind: weeks.kind,
      weeks: multirangeOf(weeksOfPattern(weeks, termWeeks)),
      updatedAt: this.clock.now(),
    }
  }
}

const BATCH = 500

const read = (rows: readonly Row[]): SlotRecord[] =>
  rows.map(({ weeksKind, ranges, ...row }) => ({ ...row, weeks: patternOf(weeksKind, ranges) }))
