import type { ProgrammeAudience, ProgrammeLevel, ProgrammeState, ProgrammeType } from '@tongke/contract'
import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('training_programme')
export class ProgrammeRow {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'org_id' }) orgId!: string
  @Column('uuid', { name: 'author_id' }) authorId!: string
  @Column('text') title!: string
  @Column('text') summary!: string
  @Column('text') level!: ProgrammeLevel
  @Column('text') type!: ProgrammeType
  @Column('text') audience!: ProgrammeAudience
  @Column('integer') places!: number
  @Column('integer', { name: 'rural_places' }) ruralPlaces!: number
  @Column('float8') hours!: number
  @Column('date', { name: 'starts_on' }) startsOn!: string
  @Column('date', { name: 'ends_on' }) endsOn!: string
  @Column('smallint', { name: 'attend_percent' }) attendPercent!: number
  @Column('boolean', { name: 'needs_tests' }) needsTests!: boolean
  @Column('boolean', { name: 'needs_work' }) needsWork!: boolean
  @Column('text') state!: ProgrammeState
  @Column('text', { name: 'cancelled_reason', nullable: true }) cancelledReason!: string | null
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date
  @Column('integer') revision!: number
}
