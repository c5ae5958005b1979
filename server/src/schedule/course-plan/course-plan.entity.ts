import type { EditionInput, PlanArea, PlanLayer, PlanState, ShareGroup } from '@tongke/contract'
import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('course_plan')
export class CoursePlanRow {
  @PrimaryColumn('uuid') id!: string
  @Column('integer', { name: 'school_year' }) schoolYear!: number
  @Column('text') layer!: PlanLayer
  @Column('uuid', { name: 'org_id', nullable: true }) orgId!: string | null
  @Column('text', { name: 'school_system' }) schoolSystem!: EditionInput['schoolSystem']
  @Column('text', { name: 'source_doc' }) sourceDoc!: string
  @Column('text') state!: PlanState
  @Column('uuid', { name: 'approved_by', nullable: true }) approvedBy!: string | null
  @Column('timestamptz', { name: 'approved_at', nullable: true }) approvedAt!: Date | null
  @Column('timestamptz', { name: 'in_force_at', nullable: true }) inForceAt!: Date | null
  @Column('uuid', { name: 'created_by' }) createdBy!: string
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date
  @Column('integer') revision!: number
}

@Entity('course_plan_hours')
export class PlanHoursRow {
  @PrimaryColumn('uuid', { name: 'plan_id' }) planId!: string
  @PrimaryColumn('smallint') grade!: number
  @PrimaryColumn('text') area!: PlanArea
  @Column('smallint') odd!: number
  @Column('smallint') even!: number
}

@Entity('course_plan_share')
export class PlanShareRow {
  @PrimaryColumn('uuid', { name: 'plan_id' }) planId!: string
  @PrimaryColumn('text', { name: 'share_group' }) group!: ShareGroup
  @Column('numeric', { name: 'min_percent', transformer: { from: Number, to: String } }) min!: number
  @Column('numeric', { name: 'max_percent', transformer: { from: Number, to: String } }) max!: number
}
