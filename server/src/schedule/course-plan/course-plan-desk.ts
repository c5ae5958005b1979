import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type EndpointRequest,
  type approveCoursePlan,
  type createCoursePlan,
  type updateCoursePlan,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { OrganizationService } from '../../people/organization.service.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Audit } from '../../platform/audit/audit.service.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { OutOfScope } from '../../platform/http/out-of-scope.ts'
import { newId } from '../../platform/id.ts'
import { mayDo, maySeePlan } from '../schedule-access.rules.ts'
import { CoursePlanStore, partsOf, type StoredPlan } from './course-plan-store.ts'
import { planFindings, type PlanNumbers } from './course-plan.rules.ts'
import { CoursePlanRow, PlanHoursRow, PlanShareRow } from './course-plan.entity.ts'
import { PlanPolicies } from './plan-policies.ts'
import { firePlan, type PlanTrigger } from './plan-transitions.rules.ts'
import { STANDARD_SHARES, standardHours } from './standard-plan.ts'

type Seen = EndpointRequest<typeof approveCoursePlan>['body']

/** The way of a course plan from a draft into force. */
@Injectable()
export class CoursePlanDesk {
  constructor(
    private readonly database: Database,
    private readonly store: CoursePlanStore,
    private readonly policies: PlanPolicies,
    private readonly organizations: OrganizationService,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @returns its id. @throws Refusal auth.forbidden, not_found */
  async create(
    who: PersonPrincipal,
    { copyOf, ...input }: EndpointRequest<typeof createCoursePlan>['body'],
  ): Promise<string> {
    const path = input.orgId === null ? null : (await this.organizations.find(input.orgId)).path
    if (!mayDo(who, 'plan.draft', path)) throw new Refusal('auth.forbidden')
    const numbers = copyOf === null ? STANDARD : (await this.see(who, copyOf)).numbers
    const id = newId()
    const now = this.clock.now()
    await this.database.transaction(async (tx) => {
      const unapproved = { approvedBy: null, approvedAt: null, inForceAt: null }
      const stamps = { createdBy: who.id, createdAt: now, updatedAt: now, revision: 1 }
      await tx.insert(CoursePlanRow, { ...input, ...unapproved, ...stamps, id, state: 'DRAFT' })
      await this.write(tx, id, numbers)
      const target = `course_plan:${id}`
      await this.audit.write({ actor: who, action: 'course_plan.created', target, detail: input }, tx)
    })
    return id
  }

  async update(
    who: PersonPrincipal,
    id: string,
    { sourceDoc, hours, shares, ...seen }: EndpointRequest<typeof updateCoursePlan>['body'],
  ): Promise<void> {
    await this.step(who, id, seen, 'edit', async (tx) => {
      await tx.delete(PlanHoursRow, { planId: id })
      await tx.delete(PlanShareRow, { planId: id })
      await this.write(tx, id, { hours: hours.filter(({ odd, even }) => odd + even > 0), shares })
      return { sourceDoc }
    })
  }

  async discard(who: PersonPrincipal, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const plan = await this.lock(tx, who, id)
      await this.fire('discard', who, plan)
      const target = `course_plan:${id}`
      await this.audit.write({ actor: who, action: 'course_plan.discarded', target }, tx)
      await tx.delete(CoursePlanRow, id)
    })
  }

  approve(who: PersonPrincipal, id: string, seen: Seen): Promise<void> {
    return this.step(who, id, seen, 'approve', async () => ({
      approvedBy: who.id,
      approvedAt: this.clock.now(),
    }))
  }

  enforce(who: PersonPrincipal, id: string, seen: Seen): Promise<void> {
    return this.step(who, id, seen, 'enforce', async (tx, { row }) => {
      const now = this.clock.now()
      // One of a layer is in force; whoever else puts one there waits here.
      await tx.query('select pg_advisory_xact_lock(hashtext($1))', ['course plan in force'])
      await tx.query(
        `update course_plan set state = 'SUPERSEDED', updated_at = $1, revision = revision + 1
          where state = 'IN_FORCE' and school_year = $2 and layer = $3 and org_id is not distinct from $4
            and school_system = $5`,
        [now, row.schoolYear, row.layer, row.orgId, row.schoolSystem],
      )
      return { inForceAt: now }
    })
  }

  private async step(
    who: PersonPrincipal,
    id: string,
    { revision }: Seen,
    trigger: Extract<PlanTrigger, 'edit' | 'approve' | 'enforce'>,
    work: (tx: EntityManager, plan: StoredPlan) => Promise<Partial<CoursePlanRow>>,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      const plan = await this.lock(tx, who, id)
      if (plan.row.revision !== revision) throw new Refusal('conflict.changed')
      const state = await this.fire(trigger, who, plan)
      const change = await work(tx, plan)
      const stamps = { updatedAt: this.clock.now(), revision: revision + 1 }
      await tx.update(CoursePlanRow, id, { ...change, ...stamps, state })
      const target = `course_plan:${id}`
      await this.audit.write({ actor: who, action: DONE[trigger], target }, tx)
    })
  }

  private async fire(trigger: PlanTrigger, who: PersonPrincipal, plan: StoredPlan) {
    const policy = await this.policies.today()
    const isInRange = planFindings(plan.numbers, policy).length === 0 && plan.numbers.hours.length > 0
    const state = firePlan(trigger, { state: plan.row.state, parts: partsOf(who, plan), isInRange })
    if (state instanceof Refusal) throw state
    return state
  }

  private async lock(tx: EntityManager, who: PersonPrincipal, id: string): Promise<StoredPlan> {
    return this.visible(who, await this.store.read(id, tx, true))
  }

  private async see(who: PersonPrincipal, id: string): Promise<StoredPlan> {
    return this.visible(who, await this.store.read(id))
  }

  private visible(who: PersonPrincipal, plan: StoredPlan): StoredPlan {
    const isDraft = plan.row.state === 'DRAFT'
    if (!maySeePlan(who, { orgPath: plan.orgPath, isDraft }))
      throw new OutOfScope(`course_plan:${plan.row.id}`)
    return plan
  }

  private async write(tx: EntityManager, planId: string, { hours, shares }: PlanNumbers): Promise<void> {
    await tx.insert(
      PlanHoursRow,
      hours.map((one) => ({ ...one, planId })),
    )
    await tx.insert(
      PlanShareRow,
      shares.map(({ group, min, max }) => ({ group, min, max, planId })),
    )
  }
}

const STANDARD: PlanNumbers = { hours: standardHours(), shares: STANDARD_SHARES }

const DONE = {
  edit: 'course_plan.updated',
  approve: 'course_plan.approved',
  enforce: 'course_plan.enforced',
} as const
