import type { DatabasePart } from '../../platform/database/database-part.ts'
import { CreateVisits1766000000062 } from './migrations/create-visits.ts'

export const visitsDatabase: DatabasePart = { entities: [], migrations: [CreateVisits1766000000062] }
