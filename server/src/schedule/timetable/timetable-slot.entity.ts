import type { PeriodSubject, RuleReasons, SlotMode, WeekPattern } from '@tongke/contract'
import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('timetable_slot')
export class TimetableSlotRow {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'term_id' }) termId!: string
  @Column('uuid', { name: 'org_id' }) orgId!: string
  @Column('uuid', { name: 'class_id' }) classId!: string
  @Column('text', { name: 'weeks_kind' }) weeksKind!: WeekPattern['kind']
  /** As ranges, for the constraints. */
  @Column('int4multirange') weeks!: string
  @Column('smallint') weekday!: number
  @Column('smallint') period!: number
  @Column('text') subject!: PeriodSubject
  @Column('uuid', { name: 'teacher_id', nullable: true }) teacherId!: string | null
  @Column('text', { nullable: true }) room!: string | null
  @Column('text') mode!: SlotMode
  @Column('smallint', { name: 'own_start', nullable: true }) ownStart!: number | null
  @Column('smallint', { name: 'own_end', nullable: true }) ownEnd!: number | null
  @Column('smallint', { array: true, nullable: true }) grades!: number[] | null
  @Column('text', { name: 'quiet_subject', nullable: true }) quietSubject!: PeriodSubject | null
  @Column('text', { name: 'quiet_task', nullable: true }) quietTask!: string | null
  @Column('uuid', { name: 'lecture_slot_id', nullable: true }) lectureSlotId!: string | null
  @Column('boolean') adapted!: boolean
  @Column('boolean', { name: 'edition_mapped' }) editionMapped!: boolean
  @Column('jsonb') reasons!: RuleReasons
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date
  @Column('integer') revision!: number
}
