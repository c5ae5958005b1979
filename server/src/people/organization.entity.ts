import type { NetworkType, OrgKind, OrganizationInput, Stage } from '@tongke/contract'
import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('organization')
export class OrganizationRow {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'parent_id', nullable: true }) parentId!: string | null
  @Column('text') path!: string
  @Column('text') kind!: OrgKind
  @Column('text') name!: string
  @Column('text', { name: 'name_initials' }) nameInitials!: string
  @Column('text', { nullable: true }) code!: string | null
  @Column('text', { name: 'school_type', nullable: true }) schoolType!: OrganizationInput['schoolType']
  @Column('text', { name: 'urban_rural', nullable: true }) urbanRural!: OrganizationInput['urbanRural']
  @Column('text', { array: true }) stages!: Stage[]
  @Column('text', { nullable: true }) town!: string | null
  @Column('integer', { nullable: true }) pupils!: number | null
  @Column('integer', { name: 'downlink_kbps', nullable: true }) downlinkKbps!: number | null
  @Column('integer', { name: 'uplink_kbps', nullable: true }) uplinkKbps!: number | null
  @Column('text', { name: 'network_type', nullable: true }) networkType!: NetworkType | null
  @Column('text', { nullable: true }) contact!: string | null
  @Column('date', { name: 'opened_on' }) openedOn!: string
  @Column('date', { name: 'closed_on', nullable: true }) closedOn!: string | null
  @Column('uuid', { name: 'merged_into', nullable: true }) mergedIntoId!: string | null
  @Column('integer') version!: number
}
