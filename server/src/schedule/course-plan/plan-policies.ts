import { Injectable } from '@nestjs/common'
import { PolicyRules } from '../../curriculum/policy-rules.ts'
import { PLAN_POLICY_DEFAULTS, type PlanPolicy } from './plan-policy.rules.ts'

/** The numbers course plans are checked by today. */
@Injectable()
export class PlanPolicies {
  constructor(private readonly rules: PolicyRules) {}

  async today(): Promise<PlanPolicy> {
    return { ...PLAN_POLICY_DEFAULTS, ...(await this.rules.of('plan')) }
  }
}
