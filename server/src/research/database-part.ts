import type { DatabasePart } from '../platform/database/database-part.ts'
import { CommunityRow } from './communities/community.entity.ts'
import { CreateDesigns1766000000031 } from './design/migrations/create-designs.ts'
import { CreateResearch1766000000011 } from './migrations/create-research.ts'
import { CreateObservation1766000000041 } from './observation/migrations/create-observation.ts'
import { CreateOutcome1766000000071 } from './outcome/migrations/create-outcome.ts'
import { SessionRow } from './sessions/session.entity.ts'

export const researchDatabase: DatabasePart = {
  entities: [CommunityRow, SessionRow],
  migrations: [
    CreateResearch1766000000011,
    CreateDesigns1766000000031,
    CreateObservation1766000000041,
    CreateOutcome1766000000071,
  ],
}
