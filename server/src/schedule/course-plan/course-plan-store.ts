import { Injectable } from '@nestjs/common'
import { Refusal } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Database } from '../../platform/database/database.ts'
import { mayDo } from '../schedule-access.rules.ts'
import { CoursePlanRow, PlanHoursRow, PlanShareRow } from './course-plan.entity.ts'
import type { PlanNumbers } from './course-plan.rules.ts'
import type { PlanPart } from './plan-transitions.rules.ts'

/** A plan as the rules need it. */
export interface StoredPlan {
  readonly row: CoursePlanRow
  /** Null: of the county. */
  readonly orgPath: string | null
  readonly numbers: PlanNumbers
}

export function partsOf(
  who: PersonPrincipal,
  { orgPath }: Pick<StoredPlan, 'orgPath'>,
): ReadonlySet<PlanPart> {
  const parts = new Set<PlanPart>()
  if (mayDo(who, 'plan.draft', orgPath)) parts.add('drafter')
  if (mayDo(who, 'plan.approve', orgPath)) parts.add('bureau')
  return parts
}

/** Rows of course plans. */
@Injectable()
export class CoursePlanStore {
  constructor(private readonly database: Database) {}

  /** @param lock held until the transaction ends @throws Refusal not_found */
  async read(id: string, tx: EntityManager = this.database.manager, lock = false): Promise<StoredPlan> {
    const row = await tx.findOne(CoursePlanRow, {
      where: { id },
      ...(lock ? { lock: { mode: 'pessimistic_write' as const } } : {}),
    })
    if (!row) throw new Refusal('not_found')
    const [organization] =
      row.orgId === null
        ? []
        : await this.database.rows<{ path: string }>(
            'select path from organization where id = $1',
            [row.orgId],
            tx,
          )
    const hours = await tx.find(PlanHoursRow, { where: { planId: id }, order: { grade: 'asc', area: 'asc' } })
    const shares = await tx.find(PlanShareRow, { where: { planId: id } })
    return { row, orgPath: organization?.path ?? null, numbers: { hours, shares } }
  }
}
