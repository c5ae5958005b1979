import { In, type DataSource, type EntityManager } from 'typeorm'
import { newId } from '../platform/id.ts'
import { schoolYearOf } from '../people/class.rules.ts'
import { DeviceRow } from '../people/device.entity.ts'
import { initialsOf } from '../people/initials.ts'
import { OrganizationRow } from '../people/organization.entity.ts'
import { PersonRow, PostRow } from '../people/person.entity.ts'
import { SchoolClassRow } from '../people/school-class.entity.ts'
import { stagesOf } from '../people/school.rules.ts'
import { hashPassword } from '../people/secrets.ts'
import {
  className,
  confirmerOf,
  demoPeople,
  networkOf,
  pupilsOf,
  roomOf,
  type DemoPerson,
} from './demo.rules.ts'
import { ACCOUNTS, BUREAU, SCHOOLS, type InventedSchool } from './invented.ts'

/** Shared by all demo people, and printed by `npm start`. Never on a real server: the demo refuses a database in use. */
export const DEMO_PASSWORD = 'tongke-demo-2026'

export interface DemoAccount {
  readonly role: string
  readonly name: string
  readonly phone: string
  readonly password: string
  readonly what: string
}

/** The accounts of the demo, one or more per role. A room device has none: its coordinator confirms the code it shows. */
const demoAccounts = (): DemoAccount[] => {
  const people = demoPeople()
  return ACCOUNTS.map(({ role, name, what }) => {
    const phone = people.find((person) => person.name === name)?.phone ?? ''
    return { role, name, phone, password: DEMO_PASSWORD, what }
  })
}

/** Those the database has: none in a county that began without the demo. */
export async function demoAccountsIn(source: DataSource): Promise<DemoAccount[]> {
  const accounts = demoAccounts()
  const rows = await source
    .getRepository(PersonRow)
    .findBy({ name: In(accounts.map(({ name }) => name)), phone: In(accounts.map(({ phone }) => phone)) })
  return accounts.filter(({ phone, name }) => rows.some((row) => row.phone === phone && row.name === name))
}

interface Placed {
  readonly organizations: Map<string, OrganizationRow>
  readonly personIds: Map<string, string>
  readonly schoolYear: number
  readonly from: string
}

/**
 * Fills an empty database with the invented county.
 * @param today calendar day `YYYY-MM-DD` of the county
 * @returns false when there is already an organization: then nothing is touched
 */
export async function seedDemo(source: DataSource, today: string): Promise<boolean> {
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  return source.transaction(async (tx) => {
    // One seeder at a time, and none beside the first administrator's own first steps.
    await tx.query('lock table organization in exclusive mode')
    if (await tx.exists(OrganizationRow)) return false
    const schoolYear = schoolYearOf(today)
    const people = demoPeople()
    const placed: Placed = {
      organizations: await placeOrganizations(tx),
      personIds: new Map(people.map(({ key }) => [key, newId()])),
      schoolYear,
      from: `${schoolYear}-08-01`,
    }
    await placePeople(tx, people, placed, passwordHash)
    for (const school of SCHOOLS) await placeClasses(tx, school, people, placed)
    return true
  })
}

async function placeOrganizations(tx: EntityManager): Promise<Map<string, OrganizationRow>> {
  const rows = new Map<string, OrganizationRow>()
  const bureau = { ...NO_FIELDS, ...BUREAU, kind: 'bureau' as const, parent: null }
  for (const [index, school] of [bureau, ...SCHOOLS.map(schoolFields)].entries()) {
    const { key, parent, ...fields } = school
    const above = parent === null ? undefined : rows.get(parent)
    const id = newId()
    rows.set(key, {
      ...fields,
      id,
      parentId: above?.id ?? null,
      path: `${above?.path ?? '/'}${id}/`,
      nameInitials: initialsOf(fields.name),
      // Many teaching points have no code of their own.
      code: fields.kind === 'point' ? null : `9900${String(100_000 + index)}`,
      openedOn: '2020-09-01',
      closedOn: null,
      mergedIntoId: null,
      version: 1,
    })
  }
  await tx.insert(OrganizationRow, [...rows.values()])
  return rows
}

const NO_FIELDS = {
  schoolType: null,
  urbanRural: null,
  stages: [],
  town: null,
  pupils: null,
  downlinkKbps: null,
  uplinkKbps: null,
  networkType: null,
  contact: null,
}

const schoolFields = (school: InventedSchool) => ({
  key: school.key,
  parent: school.parent,
  kind: school.kind,
  name: school.name,
  schoolType: school.schoolType,
  urbanRural: school.urbanRural,
  stages: stagesOf({ stages: null, schoolType: school.schoolType }),
  town: school.town,
  pupils: pupilsOf(school),
  downlinkKbps: school.line[0],
  uplinkKbps: school.line[1],
  networkType: networkOf(school),
  contact: null,
})

async function placePeople(
  tx: EntityManager,
  people: readonly DemoPerson[],
  placed: Placed,
  passwordHash: string,
) {
  const persons = people.map(
    ({ key, countyNo, name, phone, subjects, title, taughtStage, backboneLevel }) => ({
      id: idOf(placed.personIds, key),
      countyNo,
      name,
      nameInitials: initialsOf(name),
      phone,
      subjects: [...subjects],
      title,
      taughtStage,
      backboneLevel,
      state: 'ACTIVE' as const,
      passwordHash,
      mustChangePassword: false,
      lastSignInAt: null,
      createdAt: new Date(`${placed.from}T00:00:00Z`),
      version: 1,
    }),
  )
  const posts = people.map(({ key, at, role }) => ({
    id: newId(),
    personId: idOf(placed.personIds, key),
    orgId: organizationOf(placed, at).id,
    role,
    fromDay: placed.from,
    toDay: null,
  }))
  await tx.insert(PersonRow, persons)
  await tx.insert(PostRow, posts)
}

async function placeClasses(
  tx: EntityManager,
  school: InventedSchool,
  people: readonly DemoPerson[],
  placed: Placed,
) {
  const orgId = organizationOf(placed, school.key).id
  const classes = school.classes.map((invented, index) => ({
    id: newId(),
    orgId,
    schoolYear: placed.schoolYear,
    name: className(invented),
    classType: invented.type,
    grades: [...invented.grades],
    headcount: invented.headcount,
    room: roomOf(index),
    closedOn: null,
    version: 1,
  }))
  await tx.insert(SchoolClassRow, classes)
  const confirmedBy = idOf(placed.personIds, confirmerOf(people, school).key)
  const devices = school.classes.flatMap(({ device, repair }, index) => {
    const room = classes[index]
    if (!device || !room) return []
    return [
      {
        ...DEVICE,
        id: newId(),
        name: `${room.room}多媒体电脑`,
        kind: device,
        condition: repair ? ('REPAIR' as const) : ('OK' as const),
        orgId,
        classId: room.id,
        confirmedBy,
      },
    ]
  })
  await tx.insert(
    DeviceRow,
    devices.map((row) => ({ ...row, confirmedAt: new Date(`${placed.from}T01:00:00Z`) })),
  )
}

/** Confirmed rows without a token: nobody can sign in with them. A browser becomes a device by showing a code of its own. */
const DEVICE = {
  os: 'Windows 11',
  camera: 'USB 高清会议摄像头',
  microphone: '吊顶全向麦克风',
  whiteboard: '75 英寸交互式平板',
  tokenHash: null,
  lastSeenAt: null,
  revokedAt: null,
  lastCheckVerdict: null,
  lastCheckAt: null,
}

function idOf(ids: ReadonlyMap<string, string>, key: string): string {
  const id = ids.get(key)
  if (!id) throw new Error(`No invented person ${key}`)
  return id
}

function organizationOf({ organizations }: Placed, key: string): OrganizationRow {
  const row = organizations.get(key)
  if (!row) throw new Error(`No invented organization ${key}`)
  return row
}
