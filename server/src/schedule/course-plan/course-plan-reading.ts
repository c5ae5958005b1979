import { Injectable } from '@nestjs/common'
import type { EditionInput } from '@tongke/contract'
import { Database } from '../../platform/database/database.ts'
import { planOf, type GradePlan, type LayeredPlan } from './course-plan.rules.ts'

interface Of {
  readonly schoolYear: number
  /** The school whose own plan counts too. */
  readonly orgId?: string | null
  readonly schoolSystem?: EditionInput['schoolSystem']
}

/** Reads course plans in force for whoever plans; who may look at them is for its caller. */
@Injectable()
export class CoursePlanReading {
  constructor(private readonly database: Database) {}

  /** Plans in force, of the county and of every school; those of a school have its `orgId`. */
  inForce(
    schoolYear: number,
    schoolSystem: EditionInput['schoolSystem'] = 'six_three',
  ): Promise<(LayeredPlan & { orgId: string | null })[]> {
    return this.database.rows(
      `select p.id, p.layer, p.org_id as "orgId",
              (select coalesce(jsonb_agg(jsonb_build_object('grade', grade, 'area', area, 'odd', odd, 'even', even)
                 order by grade), '[]') from course_plan_hours where plan_id = p.id) as hours,
              (select coalesce(jsonb_agg(jsonb_build_object('group', share_group, 'min', min_percent,
                 'max', max_percent)), '[]') from course_plan_share where plan_id = p.id) as shares
         from course_plan p
        where p.state = 'IN_FORCE' and p.school_year = $1 and p.school_system = $2`,
      [schoolYear, schoolSystem],
    )
  }

  /** What a grade has to be taught at a school, or in the county without one. Null: no plan says. */
  async planOf(grade: number, { schoolYear, orgId = null, schoolSystem }: Of): Promise<GradePlan | null> {
    const plans = await this.inForce(schoolYear, schoolSystem)
    return planOf(
      plans.filter((plan) => plan.orgId === null || plan.orgId === orgId),
      grade,
    )
  }
}
