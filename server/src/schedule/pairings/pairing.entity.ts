import type { PairingState, PairingType, Subject } from '@tongke/contract'
import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('pairing')
export class PairingRow {
  @PrimaryColumn('uuid') id!: string
  @Column('text') type!: PairingType
  @Column('uuid', { name: 'host_org_id', nullable: true }) hostOrgId!: string | null
  @Column('text', { name: 'outside_host', nullable: true }) outsideHost!: string | null
  @Column('uuid', { name: 'lecture_class_id', nullable: true }) lectureClassId!: string | null
  @Column('uuid', { name: 'rural_org_id' }) ruralOrgId!: string
  @Column('uuid', { name: 'listening_class_id' }) listeningClassId!: string
  @Column('uuid', { name: 'term_id' }) termId!: string
  @Column('text', { array: true }) subjects!: Subject[]
  @Column('smallint', { name: 'lessons_goal' }) lessonsGoal!: number
  @Column('smallint', { name: 'research_goal' }) researchGoal!: number
  @Column('smallint', { name: 'visits_goal' }) visitsGoal!: number
  @Column('text') note!: string
  @Column('text', { name: 'agreement_sha', nullable: true }) agreementSha!: string | null
  @Column('text', { name: 'agreement_name', nullable: true }) agreementName!: string | null
  @Column('text') state!: PairingState
  @Column('uuid', { name: 'host_signed_by', nullable: true }) hostSignedBy!: string | null
  @Column('text', { name: 'host_signer_name', nullable: true }) hostSignerName!: string | null
  @Column('timestamptz', { name: 'host_signed_at', nullable: true }) hostSignedAt!: Date | null
  @Column('uuid', { name: 'rural_signed_by', nullable: true }) ruralSignedBy!: string | null
  @Column('timestamptz', { name: 'rural_signed_at', nullable: true }) ruralSignedAt!: Date | null
  @Column('uuid', { name: 'activated_by', nullable: true }) activatedBy!: string | null
  @Column('timestamptz', { name: 'activated_at', nullable: true }) activatedAt!: Date | null
  @Column('text', { nullable: true }) reason!: string | null
  @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt!: Date | null
  @Column('uuid', { name: 'ended_by', nullable: true }) endedBy!: string | null
  @Column('timestamptz', { name: 'lessons_revoked_at', nullable: true }) lessonsRevokedAt!: Date | null
  @Column('uuid', { name: 'created_by' }) createdBy!: string
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date
  @Column('integer') revision!: number
}
