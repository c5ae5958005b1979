import type { Device } from '@tongke/contract'
import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('device')
export class DeviceRow {
  @PrimaryColumn('uuid') id!: string
  @Column('text') name!: string
  @Column('text') kind!: Device['kind']
  @Column('text') condition!: Device['condition']
  @Column('text', { nullable: true }) os!: string | null
  @Column('text', { nullable: true }) camera!: string | null
  @Column('text', { nullable: true }) microphone!: string | null
  @Column('text', { nullable: true }) whiteboard!: string | null
  @Column('uuid', { name: 'org_id' }) orgId!: string
  @Column('uuid', { name: 'class_id', nullable: true }) classId!: string | null
  @Column('bytea', { name: 'token_hash', nullable: true }) tokenHash!: Buffer | null
  @Column('uuid', { name: 'confirmed_by' }) confirmedBy!: string
  @Column('timestamptz', { name: 'confirmed_at' }) confirmedAt!: Date
  @Column('timestamptz', { name: 'last_seen_at', nullable: true }) lastSeenAt!: Date | null
  @Column('timestamptz', { name: 'revoked_at', nullable: true }) revokedAt!: Date | null
  @Column('text', { name: 'last_check_verdict', nullable: true }) lastCheckVerdict!:
    'GREEN' | 'AMBER' | 'RED' | null
  @Column('timestamptz', { name: 'last_check_at', nullable: true }) lastCheckAt!: Date | null
}

@Entity('device_enrolment')
export class EnrolmentRow {
  @PrimaryColumn('uuid') id!: string
  @Column('text') code!: string
  @Column('bytea', { name: 'secret_hash' }) secretHash!: Buffer
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date
  @Column('timestamptz', { name: 'expires_at' }) expiresAt!: Date
  @Column('text') address!: string
  @Column('text', { name: 'user_agent' }) userAgent!: string
  @Column('uuid', { name: 'device_id', nullable: true }) deviceId!: string | null
}
