import { AuditLog } from './audit/audit-log.entity.ts'
import type { DatabasePart } from './database/database-part.ts'
import { CreateBlobs1764000000001 } from './migrations/create-blobs.ts'
import { CreatePlatform1763900000001 } from './migrations/create-platform.ts'

export const platformDatabase: DatabasePart = {
  entities: [AuditLog],
  migrations: [CreatePlatform1763900000001, CreateBlobs1764000000001],
}
