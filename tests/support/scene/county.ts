import { randomBytes } from 'node:crypto'
import {
  activatePairing,
  beginEnrolment,
  changePassword,
  confirmEnrolment,
  createClass,
  createPairing,
  createPerson,
  getCalendar,
  listOrganizations,
  listPeople,
  pollEnrolment,
  signIn,
  signPairing,
  submitPairing,
  type OrgKind,
  type Organization,
  type Person,
  type SchoolClass,
} from '@tongke/contract'
import { ApiClient } from '../api-client.ts'
import type { PortalClient } from './portal-client.ts'

export interface School {
  readonly organization: Organization
  readonly schoolClass: SchoolClass
}

export interface Account {
  readonly person: Person
  readonly login: string
  readonly password: string
}

const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
const digits = (count: number) => [...randomBytes(count)].map((byte) => byte % 10).join('')

/** Tests share a county: a name that another test has used may have a lesson at this hour. */
const onlyOnce = (name: string) =>
  name + [...randomBytes(3)].map((byte) => '甲乙丙丁戊己庚辛壬癸'[byte % 10]).join('')

/** What an administrator of the demo county does so that a lesson can be held. */
export class County {
  readonly #admin: PortalClient

  /** @param admin already signed in as an administrator */
  constructor(admin: PortalClient) {
    this.#admin = admin
  }

  /** Schools of a kind, each with a new class of this grade that no demo lesson keeps busy. */
  async schools(kind: OrgKind, grade: number, count: number): Promise<School[]> {
    const { items } = await this.#admin.call(listOrganizations, { query: { kind, pageSize: 50 } })
    if (items.length < count) throw new Error(`the demo county has only ${items.length} ${kind} schools`)
    return Promise.all(
      items.slice(0, count).map(async (organization) => ({
        organization,
        schoolClass: await this.newClass(organization.id, grade),
      })),
    )
  }

  /** Of this school year, which no demo lesson keeps busy. */
  async newClass(orgId: string, grade: number): Promise<SchoolClass> {
    const year = new Date()
    year.setMonth(year.getMonth() - 8)
    return this.#admin.call(createClass, {
      body: {
        orgId,
        schoolYear: year.getFullYear(),
        name: `${grade}年级${digits(4)}班`,
        classType: '10',
        grades: [grade],
        headcount: 24,
        room: null,
      },
    })
  }

  /** A new person with one post; `password` is the first one. */
  async appoint(name: string, orgId: string, role: 'teacher' | 'coordinator'): Promise<Account> {
    const phone = `139${digits(8)}`
    const { person, firstPassword } = await this.#admin.call(createPerson, {
      body: {
        countyNo: `T-${digits(8)}`,
        name: onlyOnce(name),
        phone,
        subjects: ['music'],
        title: null,
        posts: [{ orgId, role, from: today(), to: null }],
      },
    })
    return { person, login: phone, password: firstPassword }
  }

  /** The same, signed in at `client` and with a password of their own. */
  async hire(
    name: string,
    orgId: string,
    role: 'teacher' | 'coordinator',
    client: PortalClient,
  ): Promise<Account> {
    const account = await this.appoint(name, orgId, role)
    const password = `Rainbow-${digits(6)}-river`
    await client.call(signIn, { body: { login: account.login, password: account.password } })
    await client.call(changePassword, { body: { current: account.password, next: password } })
    return { ...account, password }
  }

  /** Agreements in force for this term: drafted, signed by the heads of both schools, and confirmed. */
  async agree(host: School, guests: readonly School[]): Promise<void> {
    const { terms } = await this.#admin.call(getCalendar, { query: {} })
    const term = terms.find(({ startsOn, endsOn }) => startsOn <= today() && today() <= endsOn)
    if (!term) throw new Error('the demo county has no running term')
    const hostHead = await this.#headOf(host)
    for (const guest of guests) {
      const body = {
        type: 'aid' as const,
        lectureClassId: host.schoolClass.id,
        outsideHost: null,
        listeningClassId: guest.schoolClass.id,
        termId: term.id,
        subjects: [],
        lessonsGoal: 16,
        researchGoal: 4,
        visitsGoal: 1,
        note: '',
      }
      const draft = await this.#admin.call(createPairing, { body })
      const params = { id: draft.id }
      let { revision } = draft
      ;({ revision } = await this.#admin.call(submitPairing, { params, body: { revision } }))
      const heads = [
        ['host', hostHead],
        ['rural', await this.#headOf(guest)],
      ] as const
      for (const [side, head] of heads)
        ({ revision } = await head.call(signPairing, { params, body: { revision, side, signerName: null } }))
      await this.#admin.call(activatePairing, { params, body: { revision } })
    }
  }

  async #headOf({ organization }: School): Promise<ApiClient> {
    const { items } = await this.#admin.call(listPeople, {
      query: { orgId: organization.id, role: 'head' },
    })
    const phone = items[0]?.phone
    if (!phone) throw new Error(`${organization.name} has no head`)
    return ApiClient.as(this.#admin.origin, phone)
  }

  /** Makes the browser of `client` the room device of a class. */
  async enrol(client: PortalClient, { organization, schoolClass }: School): Promise<void> {
    const { code } = await client.call(beginEnrolment, {})
    const body = {
      code,
      name: '教室电脑',
      kind: 'listen',
      orgId: organization.id,
      classId: schoolClass.id,
    } as const
    await this.#admin.call(confirmEnrolment, { body })
    const { state } = await client.call(pollEnrolment, {})
    if (state !== 'confirmed') throw new Error(`the device is ${state}, not confirmed`)
  }
}
