import { Injectable } from '@nestjs/common'
import { PolicyRules } from '../../curriculum/policy-rules.ts'
import { PlanPolicies } from '../course-plan/plan-policies.ts'
import { TIMETABLE_POLICY_DEFAULTS, type TimetableNumbers } from './timetable-policy.rules.ts'

/** The numbers the timetable is judged by today. */
@Injectable()
export class TimetablePolicies {
  constructor(
    private readonly rules: PolicyRules,
    private readonly plans: PlanPolicies,
  ) {}

  async today(): Promise<TimetableNumbers> {
    return {
      ...TIMETABLE_POLICY_DEFAULTS,
      ...(await this.plans.today()),
      ...(await this.rules.of('timetable')),
    }
  }
}
