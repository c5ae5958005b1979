import { Licence, type Role } from '@tongke/contract'
import type { DevicePrincipal, PersonPrincipal } from '../../people/principal.ts'
import {
  mayDownload,
  readableReviews,
  rightsOf,
  type AuthoredReview,
  type Situation,
} from './resource-rights.rules.ts'
import type { StoredResource } from './resource-store.ts'

const person = (id: string, role: Role, orgPath: string): PersonPrincipal => ({
  kind: 'person',
  id,
  name: id,
  sessionId: 's',
  mustChangePassword: false,
  posts: [
    { id: 'x', orgId: 'o', orgName: 'O', orgKind: 'village', role, from: '2026-01-01', to: null, orgPath },
  ],
})
const author = person('author', 'teacher', '/b/s/')
const head = person('head', 'head', '/b/s/')
const officer = person('officer', 'officer', '/b/')
const stranger = person('stranger', 'teacher', '/b/t/')
const device: DevicePrincipal = {
  kind: 'device',
  id: 'd',
  name: 'D',
  deviceKind: 'listen',
  orgId: 's',
  orgName: 'S',
  classId: null,
  className: null,
}

const resource = (change: Partial<StoredResource> = {}): StoredResource => ({
  id: 'r',
  type: 'courseware',
  authorId: 'author',
  orgId: 's',
  orgPath: '/b/s/',
  orgKind: 'village',
  standing: 'ONLINE',
  scope: 'county',
  held: false,
  publishedVersionId: 'v',
  reason: null,
  withdrawnAt: null,
  publishedAt: null,
  ...change,
})
const situation = (change: Partial<Situation> = {}): Situation => ({
  resource: resource(),
  open: null,
  decided: false,
  licenceExpired: false,
  downloadable: true,
  ...change,
})
const offered = (...args: Parameters<typeof rightsOf>) =>
  Object.entries(rightsOf(...args)).flatMap(([name, can]) => (can ? name : []))
const open = (state: 'DRAFT' | 'SCHOOL_REVIEW' | 'CITY_REVIEW' | 'REJECTED') => ({
  open: { id: 'n', state, scope: 'county' as const },
})

describe('what a page offers', () => {
  it.each<[string, PersonPrincipal | DevicePrincipal, Partial<Situation>, string[]]>([
    ['the author of what is online', author, {}, ['edit', 'takeOffline', 'download']],
    ['a reader', stranger, {}, ['download']],
    ['a reader of what may not leave', stranger, { downloadable: false }, []],
    ['a classroom', device, {}, []],
    ['an officer', officer, {}, ['takeDown', 'takeOffline', 'download']],
    ['the author with a draft', author, open('DRAFT'), ['edit', 'submit', 'takeOffline', 'download']],
    ['the author after a rejection', author, open('REJECTED'), ['edit', 'takeOffline', 'download']],
    ['the author in review', author, open('SCHOOL_REVIEW'), ['withdraw', 'takeOffline', 'download']],
    ['the head at the school’s desk', head, open('SCHOOL_REVIEW'), ['review', 'download']],
    ['the head at the city’s desk', head, open('CITY_REVIEW'), ['download']],
    [
      'an officer at the city’s desk',
      officer,
      open('CITY_REVIEW'),
      ['review', 'takeDown', 'takeOffline', 'download'],
    ],
    [
      'an officer who has decided',
      officer,
      { ...open('CITY_REVIEW'), decided: true },
      ['takeDown', 'takeOffline', 'download'],
    ],
    [
      'the author of what is offline',
      author,
      { resource: resource({ standing: 'OFFLINE' }) },
      ['edit', 'restore', 'archive', 'download'],
    ],
    [
      'the author of what is taken down',
      author,
      { resource: resource({ standing: 'TAKEN_DOWN', held: true }) },
      ['edit', 'download'],
    ],
    [
      'an officer after a take-down',
      officer,
      { resource: resource({ standing: 'TAKEN_DOWN', held: true }) },
      ['explain', 'restore', 'archive', 'download'],
    ],
    [
      'the author of what is archived',
      author,
      { resource: resource({ standing: 'ARCHIVED' }) },
      ['download'],
    ],
  ])('%s', (_, viewer, change, expected) => {
    expect(offered(viewer, situation(change)).sort()).toEqual([...expected].sort())
  })
})

describe('downloads', () => {
  const live = { id: 'v', state: 'PUBLISHED' as const }
  it.each(Licence.options)('of readers follow the licence: %s', (licence) => {
    const allowed = ['school', 'county', 'cc_by_nc_sa'].includes(licence)
    expect(mayDownload(stranger, resource(), live, licence)).toBe(allowed)
    expect(mayDownload(head, resource(), live, licence)).toBe(true)
    expect(mayDownload(device, resource(), live, licence)).toBe(false)
  })
})

describe('reviews', () => {
  const review = (id: string, reviewerId: string, pending: boolean): AuthoredReview => ({
    id,
    reviewerId,
    pending,
    versionNumber: 1,
    level: 'CITY',
    reviewerName: reviewerId,
    at: 1,
    aspects: null,
    decision: 'PASS',
    comment: '',
  })
  it('of one city reviewer stay hidden from the next until the city has decided', () => {
    const reviews = [review('a', 'officer', true), review('b', 'other', true), review('c', 'other', false)]
    expect(readableReviews(officer, reviews).map(({ id }) => id)).toEqual(['a', 'c'])
    expect(readableReviews(author, reviews).map(({ id }) => id)).toEqual(['c'])
    expect(readableReviews(officer, reviews)[0]).not.toHaveProperty('reviewerId')
  })
})
