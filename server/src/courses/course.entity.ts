import type { CourseState, Subject } from '@tongke/contract'
import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('course')
export class CourseRow {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'org_id' }) orgId!: string
  @Column('uuid', { name: 'author_id' }) authorId!: string
  @Column('text') title!: string
  @Column('text') summary!: string
  @Column('text') subject!: Subject
  @Column('smallint', { name: 'grade_from' }) gradeFrom!: number
  @Column('smallint', { name: 'grade_to' }) gradeTo!: number
  @Column('uuid', { name: 'node_id', nullable: true }) nodeId!: string | null
  @Column('date', { name: 'starts_on', nullable: true }) startsOn!: string | null
  @Column('text') state!: CourseState
  @Column('timestamptz', { name: 'proposed_at', nullable: true }) proposedAt!: Date | null
  @Column('text', { name: 'closed_reason', nullable: true }) closedReason!: string | null
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date
  @Column('integer') revision!: number
}
