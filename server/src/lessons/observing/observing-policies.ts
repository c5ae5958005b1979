import { Injectable } from '@nestjs/common'
import { PolicyRules } from '../../curriculum/policy-rules.ts'
import { OBSERVING_POLICY_DEFAULTS, type ObservingPolicy } from './observing-policy.rules.ts'

/** The numbers master lessons are watched by today. */
@Injectable()
export class ObservingPolicies {
  constructor(private readonly rules: PolicyRules) {}

  async today(): Promise<ObservingPolicy> {
    return { ...OBSERVING_POLICY_DEFAULTS, ...(await this.rules.of('observing')) }
  }
}
