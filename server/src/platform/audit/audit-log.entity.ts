import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('audit_log')
export class AuditLog {
  @PrimaryColumn('uuid') id!: string
  @Column('timestamptz') at!: Date
  @Column('text', { name: 'actor_kind' }) actorKind!: string
  @Column('uuid', { name: 'actor_id', nullable: true }) actorId!: string | null
  @Column('text', { name: 'actor_name' }) actorName!: string
  @Column('text') action!: string
  @Column('text', { nullable: true }) target!: string | null
  @Column('text', { nullable: true }) address!: string | null
  @Column('text', { name: 'request_id', nullable: true }) requestId!: string | null
  @Column('jsonb') detail!: Record<string, unknown>
}
