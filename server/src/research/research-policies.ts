import { Injectable } from '@nestjs/common'
import { PolicyRules } from '../curriculum/policy-rules.ts'
import { RESEARCH_POLICY_DEFAULTS, type ResearchPolicy } from './research-policy.rules.ts'

/** The numbers joint research runs by today. */
@Injectable()
export class ResearchPolicies {
  constructor(private readonly rules: PolicyRules) {}

  async today(): Promise<ResearchPolicy> {
    return { ...RESEARCH_POLICY_DEFAULTS, ...(await this.rules.of('research')) }
  }
}
