import type { LessonEventBody, LessonPlan, LessonStatus, LegResult } from '@tongke/contract'
import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('lesson')
export class LessonRow {
  @PrimaryColumn('uuid') id!: string
  @Column('integer') revision!: number
  @Column('text') status!: LessonStatus
  @Column('jsonb') plan!: LessonPlan
  @Column('timestamptz', { name: 'planned_start' }) plannedStart!: Date
  @Column('timestamptz', { name: 'planned_end' }) plannedEnd!: Date
  @Column('uuid', { name: 'lecturer_id' }) lecturerId!: string
  @Column('uuid', { name: 'lecture_org_id' }) lectureOrgId!: string
  /** None in a meeting. */
  @Column('uuid', { name: 'lecture_class_id', nullable: true }) lectureClassId!: string | null
  @Column('uuid', { name: 'planned_by', nullable: true }) plannedBy!: string | null
  @Column('uuid', { name: 'node_id', nullable: true }) nodeId!: string | null
  @Column('uuid', { name: 'rescheduled_from', nullable: true }) rescheduledFrom!: string | null
  /** Slot of the timetable and day that it came from. */
  @Column('uuid', { name: 'slot_id', nullable: true }) slotId!: string | null
  @Column('date', { name: 'slot_day', nullable: true }) slotDay!: string | null
  /** The failed lesson that it makes up for. */
  @Column('uuid', { name: 'make_up_of', nullable: true }) makeUpOf!: string | null
  @Column('timestamptz', { name: 'started_at', nullable: true }) startedAt!: Date | null
  @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt!: Date | null
  @Column('timestamptz', { name: 'due_at', nullable: true }) dueAt!: Date | null
  @Column('text', { name: 'media_node_id', nullable: true }) mediaNodeId!: string | null
}

@Entity('lesson_leg')
export class LessonLegRow {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'lesson_id' }) lessonId!: string
  @Column('smallint') position!: number
  @Column('uuid', { name: 'class_id' }) classId!: string
  @Column('uuid', { name: 'org_id' }) orgId!: string
  @Column('uuid', { name: 'assistant_id', nullable: true }) assistantId!: string | null
  @Column('text', { nullable: true }) result!: LegResult | null
}

@Entity('lesson_event')
export class LessonEventRow {
  @PrimaryColumn('uuid', { name: 'lesson_id' }) lessonId!: string
  @PrimaryColumn('integer') revision!: number
  @Column('timestamptz') at!: Date
  @Column('text') kind!: LessonEventBody['kind']
  @Column('text', { name: 'actor_part' }) actorPart!: string
  @Column('uuid', { name: 'actor_id', nullable: true }) actorId!: string | null
  @Column('uuid', { name: 'command_id', nullable: true }) commandId!: string | null
  @Column('jsonb') body!: LessonEventBody
}
