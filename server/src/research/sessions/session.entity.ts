import type { SessionForm, SessionState, Subject } from '@tongke/contract'
import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('research_session')
export class SessionRow {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'community_id', nullable: true }) communityId!: string | null
  @Column('text') theme!: string
  @Column('text') summary!: string
  @Column('text') subject!: Subject
  @Column('smallint') grade!: number
  @Column('uuid', { name: 'node_id', nullable: true }) nodeId!: string | null
  @Column('text') form!: SessionForm
  @Column('uuid', { name: 'host_org_id' }) hostOrgId!: string
  @Column('uuid', { name: 'main_preparer_id' }) mainPreparerId!: string
  @Column('uuid', { name: 'proposed_by' }) proposedBy!: string
  @Column('timestamptz', { name: 'starts_at', nullable: true }) startsAt!: Date | null
  @Column('smallint', { name: 'planned_minutes' }) plannedMinutes!: number
  @Column('date', { name: 'prep_due_on', nullable: true }) prepDueOn!: string | null
  @Column('date', { name: 'reflection_due_on', nullable: true }) reflectionDueOn!: string | null
  @Column('text') state!: SessionState
  @Column('smallint') round!: number
  @Column('text', { name: 'cancel_reason', nullable: true }) cancelReason!: string | null
  @Column('boolean', { nullable: true }) counted!: boolean | null
  @Column('jsonb', { nullable: true }) counting!: object | null
  @Column('timestamptz', { name: 'counted_at', nullable: true }) countedAt!: Date | null
  @Column('timestamptz', { name: 'closed_at', nullable: true }) closedAt!: Date | null
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date
  @Column('integer') revision!: number
}
