import type { DatabasePart } from '../platform/database/database-part.ts'
import { CreateReports1765000000082 } from './migrations/create-reports.ts'

export const reportsDatabase: DatabasePart = {
  entities: [],
  migrations: [CreateReports1765000000082],
}
