import { Injectable } from '@nestjs/common'
import { PolicyRules } from '../curriculum/policy-rules.ts'
import { LIBRARY_POLICY_DEFAULTS, type LibraryPolicy } from './library-policy.rules.ts'

/** The numbers the library runs by today. */
@Injectable()
export class LibraryPolicies {
  constructor(private readonly rules: PolicyRules) {}

  async today(): Promise<LibraryPolicy> {
    return { ...LIBRARY_POLICY_DEFAULTS, ...(await this.rules.of('library')) }
  }
}
