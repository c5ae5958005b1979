import type { CheckFinding, CheckMeasurements, Verdict } from '@tongke/contract'
import { Column, Entity, PrimaryColumn } from 'typeorm'
import type { z } from 'zod'

@Entity('device_check')
export class DeviceCheckRow {
  @PrimaryColumn('uuid') id!: string
  @Column('timestamptz') at!: Date
  @Column('uuid', { name: 'device_id', nullable: true }) deviceId!: string | null
  @Column('uuid', { name: 'person_id', nullable: true }) personId!: string | null
  @Column('uuid', { name: 'lesson_id', nullable: true }) lessonId!: string | null
  @Column('text') verdict!: z.infer<typeof Verdict>
  @Column('jsonb') findings!: z.infer<typeof CheckFinding>[]
  @Column('jsonb') measurements!: CheckMeasurements
}
