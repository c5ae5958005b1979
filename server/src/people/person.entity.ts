import type { BackboneLevel, Person, Role, Subject, TaughtStage } from '@tongke/contract'
import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('person')
export class PersonRow {
  @PrimaryColumn('uuid') id!: string
  @Column('text', { name: 'county_no' }) countyNo!: string
  @Column('text') name!: string
  @Column('text', { name: 'name_initials' }) nameInitials!: string
  @Column('text', { nullable: true }) phone!: string | null
  @Column('text', { array: true }) subjects!: Subject[]
  @Column('text', { nullable: true }) title!: string | null
  @Column('text', { name: 'taught_stage', nullable: true }) taughtStage!: TaughtStage | null
  @Column('text', { name: 'backbone_level', nullable: true }) backboneLevel!: BackboneLevel | null
  @Column('text') state!: Person['state']
  @Column('text', { name: 'password_hash' }) passwordHash!: string
  @Column('boolean', { name: 'must_change_password' }) mustChangePassword!: boolean
  @Column('timestamptz', { name: 'last_sign_in_at', nullable: true }) lastSignInAt!: Date | null
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date
  @Column('integer') version!: number
}

@Entity('post')
export class PostRow {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'person_id' }) personId!: string
  @Column('uuid', { name: 'org_id' }) orgId!: string
  @Column('text') role!: Role
  @Column('date', { name: 'from_day' }) fromDay!: string
  @Column('date', { name: 'to_day', nullable: true }) toDay!: string | null
}
