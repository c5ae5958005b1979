import type { DatabasePart } from '../platform/database/database-part.ts'
import { CreateHoursLedger1766000000051 } from './migrations/create-hours-ledger.ts'

export const trainingDatabase: DatabasePart = {
  entities: [],
  migrations: [CreateHoursLedger1766000000051],
}
