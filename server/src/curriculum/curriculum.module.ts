import { Module } from '@nestjs/common'
import { PolicyRules } from './policy-rules.ts'

@Module({ providers: [PolicyRules], exports: [PolicyRules] })
export class CurriculumModule {}
