import { Injectable } from '@nestjs/common'
import { PolicyRules } from '../../curriculum/policy-rules.ts'
import { OBSERVATION_POLICY_DEFAULTS, type ObservationPolicy } from './observation-policy.rules.ts'

/** The numbers observation runs by today. */
@Injectable()
export class ObservationPolicies {
  constructor(private readonly rules: PolicyRules) {}

  async today(): Promise<ObservationPolicy> {
    return { ...OBSERVATION_POLICY_DEFAULTS, ...(await this.rules.of('observation')) }
  }
}
