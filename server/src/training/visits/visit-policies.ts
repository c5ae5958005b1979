import { Injectable } from '@nestjs/common'
import { PolicyRules } from '../../curriculum/policy-rules.ts'
import { VISIT_POLICY_DEFAULTS, type VisitPolicy } from './visit-policy.rules.ts'

/** The numbers visits run by today. */
@Injectable()
export class VisitPolicies {
  constructor(private readonly rules: PolicyRules) {}

  async today(): Promise<VisitPolicy> {
    return { ...VISIT_POLICY_DEFAULTS, ...(await this.rules.of('visit')) }
  }
}
