import type { DatabasePart } from '../platform/database/database-part.ts'
import { DeviceRow, EnrolmentRow } from './device.entity.ts'
import { CreatePeople1763900000010 } from './migrations/create-people.ts'
import { DescribePeople1764100000010 } from './migrations/describe-people.ts'
import { RestrainPeople1764000000010 } from './migrations/restrain-people.ts'
import { OrganizationRow } from './organization.entity.ts'
import { PersonRow, PostRow } from './person.entity.ts'
import { SchoolClassRow } from './school-class.entity.ts'
import { SessionRow } from './session.entity.ts'

export const peopleDatabase: DatabasePart = {
  entities: [OrganizationRow, SchoolClassRow, PersonRow, PostRow, SessionRow, DeviceRow, EnrolmentRow],
  migrations: [CreatePeople1763900000010, RestrainPeople1764000000010, DescribePeople1764100000010],
}
