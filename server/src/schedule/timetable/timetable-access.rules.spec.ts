import { Role } from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { mayDo, mayLetListen, readsCounty, TIMETABLE_ACTIONS } from './timetable-access.rules.ts'

const CENTRE = '/bureau/centre/'
const POINT = '/bureau/centre/point/'
const OTHER = '/bureau/town/'

const person = (role: Role, orgPath = CENTRE): PersonPrincipal =>
  ({ kind: 'person', id: 'me', name: '我', posts: [{ role, orgPath }] }) as unknown as PersonPrincipal

/** What a post at the centre school (of the bureau: at the bureau) gives at it, at its point, elsewhere. */
const TABLE: Record<Role, [read: string, edit: string]> = {
  administrator: ['own point other', 'own point other'],
  officer: ['own point other', 'own point other'],
  inspector: ['own point other', ''],
  researcher: ['own point other', ''],
  trainer: ['', ''],
  head: ['own point', 'own'],
  coordinator: ['own point', 'own point'],
  teacher: ['own', ''],
}

describe('access to timetables', () => {
  it.each(Role.options)('is as the table says for %s', (role) => {
    const reached = TIMETABLE_ACTIONS.map((action) =>
      [
        ['own', CENTRE],
        ['point', POINT],
        ['other', OTHER],
      ]
        .filter(([, path]) => mayDo(person(role), action, path ?? ''))
        .map(([name]) => name)
        .join(' '),
    )
    expect(reached).toEqual(TABLE[role])
  })

  it('lets a school put its lesson into the timetable of a class by agreement only', () => {
    const leg = { id: 'their-class', orgPath: OTHER }
    expect(mayLetListen(person('head'), leg, () => false)).toBe(false)
    expect(mayLetListen(person('head'), leg, (id) => id === 'their-class')).toBe(true)
    expect(mayLetListen(person('officer'), leg, () => false)).toBe(true)
  })

  it('shows the whole county to the bureau only', () => {
    expect(readsCounty(person('inspector'))).toBe(true)
    expect(readsCounty(person('coordinator'))).toBe(false)
  })
})
