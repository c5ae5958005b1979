import { Injectable } from '@nestjs/common'
import { PolicyRules } from '../../curriculum/policy-rules.ts'
import { PROGRAMME_POLICY_DEFAULTS, type ProgrammePolicy } from './programme-policy.rules.ts'

/** The numbers programmes run by today. */
@Injectable()
export class ProgrammePolicies {
  constructor(private readonly rules: PolicyRules) {}

  async today(): Promise<ProgrammePolicy> {
    return { ...PROGRAMME_POLICY_DEFAULTS, ...(await this.rules.of('programme')) }
  }
}
