import { Injectable } from '@nestjs/common'
import {
  ShareGroup,
  type CoursePlan,
  type CoursePlanCard,
  type EndpointRequest,
  type EndpointResponse,
  type listCoursePlans,
} from '@tongke/contract'
import { schoolYearOf } from '../../people/class.rules.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Where } from '../../people/scope.sql.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { OutOfScope } from '../../platform/http/out-of-scope.ts'
import { draftLayers, maySeePlan, scheduleScope } from '../schedule-access.rules.ts'
import { CoursePlanStore, partsOf } from './course-plan-store.ts'
import { GRADES, gradesOf, planFindings, requiredHours, sharesOf, yearHours } from './course-plan.rules.ts'
import { PlanPolicies } from './plan-policies.ts'
import { teachingWeeksOf, weeklyTotalOf } from './plan-policy.rules.ts'
import { mayFire, type PlanTrigger } from './plan-transitions.rules.ts'

type Query = EndpointRequest<typeof listCoursePlans>['query']
type CardRow = Omit<CoursePlanCard, 'approvedAt' | 'inForceAt'> & {
  approvedAt: Date | null
  inForceAt: Date | null
}

const CARD = `
  select p.id, p.school_year as "schoolYear", p.layer, p.school_system as "schoolSystem", p.source_doc as "sourceDoc",
         p.state, a.name as "approvedBy", p.approved_at as "approvedAt", p.in_force_at as "inForceAt",
         case when o.id is null then null else jsonb_build_object('id', o.id, 'name', o.name) end as school,
         array(select distinct grade from course_plan_hours where plan_id = p.id order by grade) as grades
    from course_plan p left join organization o on o.id = p.org_id left join person a on a.id = p.approved_by`

/** Course plans as somebody may see them. */
@Injectable()
export class CoursePlanViews {
  constructor(
    private readonly database: Database,
    private readonly store: CoursePlanStore,
    private readonly policies: PlanPolicies,
    private readonly clock: Clock,
  ) {}

  async list(who: PersonPrincipal, query: Query): Promise<EndpointResponse<typeof listCoursePlans>> {
    const schoolYear = query.schoolYear ?? schoolYearOf(this.clock.today())
    const scope = scheduleScope(who, 'plan.read')
    const where = new Where()
      .and('p.school_year = ?', schoolYear)
      .andIf(!scope.all, `(p.org_id is not null or p.state <> 'DRAFT')`)
    const schools = new Where(where.parameters).within(scope, 'o.path')
    where.and(`(p.org_id is null or p.org_id in (select o.id from organization o ${schools}))`)
    const rows = await this.database.rows<CardRow>(
      `${CARD} ${where}
        order by array_position(array['IN_FORCE', 'APPROVED', 'DRAFT', 'SUPERSEDED'], p.state),
                 array_position(array['national', 'province', 'city', 'school'], p.layer), o.name, p.created_at desc`,
      where.parameters,
    )
    return { schoolYear, items: rows.map(toCard), mayCreate: draftLayers(who) }
  }

  /** @throws Refusal not_found, also to whoever may not see it */
  async detail(who: PersonPrincipal, id: string): Promise<CoursePlan> {
    const plan = await this.store.read(id)
    const { row, orgPath, numbers } = plan
    if (!maySeePlan(who, { orgPath, isDraft: row.state === 'DRAFT' }))
      throw new OutOfScope(`course_plan:${id}`)
    const [card] = await this.database.rows<CardRow>(`${CARD} where p.id = $1`, [id])
    if (!card) throw new OutOfScope(`course_plan:${id}`)
    const policy = await this.policies.today()
    const findings = planFindings(numbers, policy)
    const grades = gradesOf(numbers)
    const isInRange = findings.length === 0 && grades.length > 0
    const moment = { state: row.state, parts: partsOf(who, plan), isInRange }
    const can = (trigger: PlanTrigger) => mayFire(trigger, moment)
    return {
      ...toCard(card),
      revision: row.revision,
      hours: numbers.hours.map(({ grade, area, odd, even }) => ({ grade, area, odd, even })),
      shares: sharesOf(numbers, policy).sort(
        (a, b) => ShareGroup.options.indexOf(a.group) - ShareGroup.options.indexOf(b.group),
      ),
      required: GRADES.map((grade) => ({
        grade,
        weekly: weeklyTotalOf(grade, policy),
        weeks: teachingWeeksOf(grade, policy),
      })),
      yearHours: yearHours(numbers.hours, policy),
      requiredYearHours: requiredHours(policy),
      isWhole: grades.length === GRADES.length,
      findings,
      can: {
        edit: can('edit'),
        discard: can('discard'),
        approve: can('approve'),
        enforce: can('enforce'),
      },
    }
  }
}

const toCard = (row: CardRow): CoursePlanCard => ({
  ...row,
  approvedAt: row.approvedAt?.getTime() ?? null,
  inForceAt: row.inForceAt?.getTime() ?? null,
})
