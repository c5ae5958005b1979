import type { ClassInput } from '@tongke/contract'
import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('school_class')
export class SchoolClassRow {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'org_id' }) orgId!: string
  @Column('integer', { name: 'school_year' }) schoolYear!: number
  @Column('text') name!: string
  @Column('text', { name: 'class_type' }) classType!: ClassInput['classType']
  @Column('smallint', { array: true }) grades!: number[]
  @Column('integer') headcount!: number
  @Column('text', { nullable: true }) room!: string | null
  @Column('date', { name: 'closed_on', nullable: true }) closedOn!: string | null
  @Column('integer') version!: number
}
