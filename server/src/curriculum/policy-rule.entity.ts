import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('policy_rule')
export class PolicyRule {
  @PrimaryColumn('uuid') id!: string
  @Column('text') key!: string
  @Column('numeric') value!: string
  @Column('text') unit!: string
  @Column('text') scope!: string
  @Column('text', { name: 'source_doc' }) sourceDoc!: string
  @Column('date', { name: 'effective_from' }) effectiveFrom!: string
  @Column('date', { name: 'effective_to', nullable: true }) effectiveTo!: string | null
}
