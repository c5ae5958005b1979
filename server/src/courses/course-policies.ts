import { Injectable } from '@nestjs/common'
import { PolicyRules } from '../curriculum/policy-rules.ts'
import { COURSE_POLICY_DEFAULTS, type CoursePolicy } from './course-policy.rules.ts'

/** The numbers courses run by today. */
@Injectable()
export class CoursePolicies {
  constructor(private readonly rules: PolicyRules) {}

  async today(): Promise<CoursePolicy> {
    return { ...COURSE_POLICY_DEFAULTS, ...(await this.rules.of('course')) }
  }
}
