import type { DatabasePart } from '../platform/database/database-part.ts'
import { CreateCurriculumTree1764000000010 } from './migrations/create-curriculum-tree.ts'
import { CreatePolicyRules1763900000015 } from './migrations/create-policy-rules.ts'
import { PolicyRule } from './policy-rule.entity.ts'

export const curriculumDatabase: DatabasePart = {
  entities: [PolicyRule],
  migrations: [CreatePolicyRules1763900000015, CreateCurriculumTree1764000000010],
}
