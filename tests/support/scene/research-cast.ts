import { listOrganizations, type Organization } from '@tongke/contract'
import { County, type Account } from './county.ts'
import type { Seat } from './lesson-scene.ts'
import type { Participant } from './participant.ts'
import type { PortalClient } from './portal-client.ts'

export interface ResearchCast {
  readonly county: County
  /** Two of the town and two of the country, each of another school, in this order. */
  readonly people: readonly [Cast, Cast, Cast, Cast]
}

export interface Cast {
  readonly at: Participant
  readonly account: Account
  readonly organization: Organization
}

const PLACES = [
  { school: '示例市第一实验小学', name: '周明远', sender: 'lecturer' },
  { school: '示例市清溪路小学', name: '许知夏', sender: 'roomB' },
  { school: '石桥村小学', name: '林小溪', sender: 'assistantA' },
  { school: '云岭教学点', name: '何静姝', sender: 'assistantB' },
] as const

/** Four teachers who are new in the county, so that their files are empty; the last one is at a phone. */
export async function gatherResearchers(seat: Seat, admin: PortalClient): Promise<ResearchCast> {
  const county = new County(admin)
  const people = await Promise.all(
    PLACES.map(async ({ school, name, sender }): Promise<Cast> => {
      const { items } = await admin.call(listOrganizations, { query: { search: school, pageSize: 10 } })
      const organization = items.find((one) => one.name === school)
      if (!organization) throw new Error(`no ${school}`)
      const at = await seat(sender, sender === 'assistantB' ? { viewport: 'phone' } : {})
      const account = await county.hire(name, organization.id, 'teacher', at.client)
      return { at, account, organization }
    }),
  )
  return { county, people: people as [Cast, Cast, Cast, Cast] }
}
