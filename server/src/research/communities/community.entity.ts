import type { CommunityKind, Subject } from '@tongke/contract'
import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('research_community')
export class CommunityRow {
  @PrimaryColumn('uuid') id!: string
  @Column('text') kind!: CommunityKind
  @Column('text') name!: string
  @Column('text') summary!: string
  @Column('text', { nullable: true }) subject!: Subject | null
  @Column('smallint', { name: 'grade_from' }) gradeFrom!: number
  @Column('smallint', { name: 'grade_to' }) gradeTo!: number
  @Column('uuid', { name: 'org_id' }) orgId!: string
  @Column('uuid', { name: 'lead_id' }) leadId!: string
  @Column('uuid', { name: 'created_by' }) createdBy!: string
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date
  @Column('timestamptz', { name: 'closed_at', nullable: true }) closedAt!: Date | null
  @Column('integer') revision!: number
}
