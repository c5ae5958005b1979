import type { DatabasePart } from '../platform/database/database-part.ts'
import { CreateLibrary1764000000020 } from './migrations/create-library.ts'

export const libraryDatabase: DatabasePart = {
  entities: [],
  migrations: [CreateLibrary1764000000020],
}
