import { Injectable } from '@nestjs/common'
import { PolicyRules } from '../curriculum/policy-rules.ts'
import { REPLAY_POLICY_DEFAULTS, type ReplayPolicy } from './replay-policy.rules.ts'

/** The numbers recordings are kept and cut by today. */
@Injectable()
export class ReplayPolicies {
  constructor(private readonly rules: PolicyRules) {}

  async today(): Promise<ReplayPolicy> {
    return { ...REPLAY_POLICY_DEFAULTS, ...(await this.rules.of('recording')) }
  }
}
