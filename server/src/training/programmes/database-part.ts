import type { DatabasePart } from '../../platform/database/database-part.ts'
import { CreateProgrammes1766000000061 } from './migrations/create-programmes.ts'
import { CertifyProgrammes1766000000092 } from '../migrations/certify-programmes.ts'
import { ProgrammeRow } from './programme.entity.ts'

export const programmesDatabase: DatabasePart = {
  entities: [ProgrammeRow],
  migrations: [CreateProgrammes1766000000061, CertifyProgrammes1766000000092],
}
