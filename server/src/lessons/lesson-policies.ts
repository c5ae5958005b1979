import { Injectable } from '@nestjs/common'
import { PolicyRules } from '../curriculum/policy-rules.ts'
import { LESSON_POLICY_DEFAULTS, type LessonPolicy } from './lesson-policy.rules.ts'

/** The numbers lessons run by today. */
@Injectable()
export class LessonPolicies {
  constructor(private readonly rules: PolicyRules) {}

  async today(): Promise<LessonPolicy> {
    return { ...LESSON_POLICY_DEFAULTS, ...(await this.rules.of('lesson')) }
  }
}
