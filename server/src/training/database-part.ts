import type { DatabasePart } from '../platform/database/database-part.ts'
import { CreateHoursLedger1766000000051 } from './migrations/create-hours-ledger.ts'
import { CreateTrainingRecord1766000000052 } from './migrations/create-training-record.ts'
import { GuardHours1766000000091 } from './migrations/guard-hours.ts'

export const trainingDatabase: DatabasePart = {
  entities: [],
  migrations: [CreateHoursLedger1766000000051, CreateTrainingRecord1766000000052, GuardHours1766000000091],
}
