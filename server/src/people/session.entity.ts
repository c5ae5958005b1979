import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('session')
export class SessionRow {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'person_id' }) personId!: string
  @Column('bytea', { name: 'token_hash' }) tokenHash!: Buffer
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date
  @Column('timestamptz', { name: 'last_seen_at' }) lastSeenAt!: Date
  @Column('timestamptz', { name: 'expires_at' }) expiresAt!: Date
  @Column('text') address!: string
  @Column('text', { name: 'user_agent' }) userAgent!: string
  @Column('timestamptz', { name: 'revoked_at', nullable: true }) revokedAt!: Date | null
}
