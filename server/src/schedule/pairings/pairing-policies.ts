import { Injectable } from '@nestjs/common'
import { PolicyRules } from '../../curriculum/policy-rules.ts'
import { PAIRING_POLICY_DEFAULTS, type PairingPolicy } from './pairing-policy.rules.ts'

/** Which areas count as rural today. */
@Injectable()
export class PairingPolicies {
  constructor(private readonly rules: PolicyRules) {}

  async today(): Promise<PairingPolicy> {
    return { ...PAIRING_POLICY_DEFAULTS, ...(await this.rules.of('pairing')) }
  }
}
