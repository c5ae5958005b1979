import type { BellKind, BellSeason, DaySpanKind } from '@tongke/contract'
import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('school_year')
export class SchoolYearRow {
  @PrimaryColumn('integer') year!: number
  @Column('integer') revision!: number
}

@Entity('term')
export class TermRow {
  @PrimaryColumn('uuid') id!: string
  @Column('integer', { name: 'school_year' }) schoolYear!: number
  @Column('smallint') number!: 1 | 2
  @Column('date', { name: 'starts_on' }) startsOn!: string
  @Column('date', { name: 'ends_on' }) endsOn!: string
}

@Entity('day_span')
export class DaySpanRow {
  @PrimaryColumn('uuid') id!: string
  @Column('integer', { name: 'school_year' }) schoolYear!: number
  @Column('text') kind!: DaySpanKind
  @Column('text') name!: string
  @Column('date', { name: 'from_day' }) from!: string
  @Column('date', { name: 'to_day' }) to!: string
}

@Entity('swap_day')
export class SwapDayRow {
  @PrimaryColumn('date') day!: string
  @Column('integer', { name: 'school_year' }) schoolYear!: number
  @Column('date', { name: 'follows_on' }) followsOn!: string
  @Column('text') name!: string
}

@Entity('bell_schedule')
export class BellScheduleRow {
  @PrimaryColumn('uuid', { name: 'org_id' }) orgId!: string
  @PrimaryColumn('integer', { name: 'school_year' }) schoolYear!: number
  @PrimaryColumn('text') season!: BellSeason
  @Column('date', { name: 'from_day', nullable: true }) from!: string | null
  @Column('date', { name: 'to_day', nullable: true }) to!: string | null
  @Column('integer') revision!: number
}

@Entity('bell')
export class BellRow {
  @PrimaryColumn('uuid', { name: 'org_id' }) orgId!: string
  @PrimaryColumn('integer', { name: 'school_year' }) schoolYear!: number
  @PrimaryColumn('text') season!: BellSeason
  @PrimaryColumn('smallint') period!: number
  @Column('text') kind!: BellKind
  @Column('smallint', { name: 'starts_at' }) startsAt!: number
  @Column('smallint', { name: 'ends_at' }) endsAt!: number
}
