import {
  addFile,
  archiveResource,
  beginEnrolment,
  confirmEnrolment,
  explainTakeDown,
  getResource,
  listAudit,
  listReviewQueue,
  listWithdrawn,
  pollEnrolment,
  restoreResource,
  reviewResource,
  saveDraft,
  submitResource,
  takeDownResource,
  takeOffline,
  withdrawResource,
  type ResourceMetadata,
  type ReviewVerdict,
} from '@tongke/contract'
import { ApiClient } from '../support/api-client.ts'
import {
  ReviewScene,
  PASS,
  REJECT,
  SLIDES,
  metadataOf,
  seenOf,
  type StoredFile,
} from '../support/review-scene.ts'
import { bootStack, type Stack } from '../support/stack.ts'
import { waitFor } from '../../scripts/lib/wait-for.mjs'

const AUTHOR = '林晓雯'
const HEAD = '程远舟'
const COORDINATOR = '方静好'
const RESEARCHER = '沈研秋'
const OFFICER = '顾知行'
/** An inspector who was appointed researcher as well. */
const THIRD = '严正则'
const STRANGER = '周乐山'
const REASON = { reason: '有一处事实需要核对' }

let stack: Stack
let scene: ReviewScene

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server'] })
  scene = await ReviewScene.set(stack)
  await scene.appoint(THIRD, 'researcher', '示例市教育局')
}, 120_000)
afterAll(async () => {
  await scene?.end()
  await stack?.stop()
})

const VIDEO: StoredFile = {
  role: 'recording',
  name: '实录.mp4',
  content: Buffer.from('\0\0\0\x18ftypisom\0\0\x02\0isommp42', 'latin1'),
}

const ready = async (change: Partial<ResourceMetadata> = {}, author = AUTHOR) => {
  const { card } = await scene.draft(author, change)
  await scene.give(author, card.id, SLIDES)
  return card.id
}
const inReview = async (scope: 'school' | 'county' = 'county', author = AUTHOR) => {
  const id = await ready({}, author)
  await scene.submit(author, id, scope)
  return id
}
const atCity = async () => {
  const id = await inReview()
  await scene.review(HEAD, id)
  return id
}
const online = async (change: Partial<ResourceMetadata> = {}) => {
  const id = await ready(change)
  if (change.licence === 'third_party') await scene.give(AUTHOR, id, { ...SLIDES, role: 'licence' })
  await scene.submit(AUTHOR, id)
  await scene.review(HEAD, id)
  await scene.review(RESEARCHER, id)
  return id
}
const excellentAtCity = async () => {
  const [node = ''] = await scene.lessons('chinese', 4)
  const { card } = await scene.draft(AUTHOR, { nodeIds: [node] }, 'excellent_lesson')
  await scene.give(AUTHOR, card.id, VIDEO)
  for (const role of ['lesson_plan', 'courseware', 'exercise'] as const)
    await scene.give(AUTHOR, card.id, { ...SLIDES, role })
  await scene.submit(AUTHOR, card.id)
  await scene.review(HEAD, card.id)
  return card.id
}
const actionsOn = async (id: string): Promise<string[]> => {
  const { rows } = await scene.database.query<{ action: string }>(
    'select action from audit_log where target = $1 order by at, id',
    [`resource:${id}`],
  )
  return rows.map(({ action }) => action)
}
const codeOf = (error: { body?: { code?: string } }): string => error.body?.code ?? String(error)

describe('the life of a resource', () => {
  it('goes from a draft through two desks into the library, is updated, taken down, brought back and closed', async () => {
    const id = await ready({ title: '观潮' })
    const submitted = await scene.submit(AUTHOR, id)
    expect(submitted).toMatchObject({
      version: { state: 'SCHOOL_REVIEW', scope: 'county' },
      reviews: [{ level: 'SELF', reviewerName: AUTHOR, decision: 'PASS' }],
      can: { edit: false, submit: false, withdraw: true },
    })
    expect(await scene.review(HEAD, id)).toMatchObject({ version: { state: 'CITY_REVIEW' }, standing: 'NEW' })
    const published = await scene.review(RESEARCHER, id)
    expect(published).toMatchObject({ standing: 'ONLINE', version: { state: 'PUBLISHED', number: 1 } })
    expect(published.card.publishedAt).toEqual(expect.any(Number))
    expect(await scene.see(STRANGER, id)).toMatchObject({
      card: { title: '观潮' },
      can: { download: true, edit: false },
    })

    const author = await scene.as(AUTHOR)
    const body = { metadata: metadataOf({ title: '观潮（第二版）' }), revision: null }
    await author.call(saveDraft, { params: { id }, body })
    await scene.submit(AUTHOR, id)
    expect(await scene.see(STRANGER, id)).toMatchObject({ card: { title: '观潮' }, draft: null })
    await scene.review(COORDINATOR, id)
    expect(await scene.review(OFFICER, id)).toMatchObject({
      draft: null,
      version: { number: 2, state: 'PUBLISHED' },
    })
    expect(await scene.see(STRANGER, id)).toMatchObject({ card: { title: '观潮（第二版）' } })
    const { rows } = await scene.database.query(
      'select number, state from resource_version where resource_id = $1 order by number',
      [id],
    )
    expect(rows).toEqual([
      { number: 1, state: 'SUPERSEDED' },
      { number: 2, state: 'PUBLISHED' },
    ])

    const officer = await scene.as(OFFICER)
    await officer.call(takeDownResource, { params: { id }, body: {} })
    const stranger = await scene.as(STRANGER)
    expect(await stranger.refusal(getResource, { params: { id } })).toMatchObject({ code: 'not_found' })
    await officer.call(explainTakeDown, { params: { id }, body: REASON })
    expect(await scene.see(AUTHOR, id)).toMatchObject({ standing: 'TAKEN_DOWN', reason: REASON.reason })
    await officer.call(restoreResource, { params: { id }, body: { reason: '已经核对，没有问题' } })
    expect(await scene.see(STRANGER, id)).toMatchObject({ standing: 'ONLINE' })
    await author.call(takeOffline, { params: { id }, body: REASON })
    await author.call(archiveResource, { params: { id } })
    expect(await scene.see(AUTHOR, id)).toMatchObject({
      standing: 'ARCHIVED',
      can: { edit: false, restore: false },
    })

    expect(await actionsOn(id)).toEqual([
      'resource.created',
      'resource.file_added',
      'resource.submitted',
      'resource.reviewed',
      'resource.reviewed',
      'resource.published',
      'resource.version_begun',
      'resource.submitted',
      'resource.reviewed',
      'resource.reviewed',
      'resource.published',
      'resource.taken_down',
      'resource.take_down_explained',
      'resource.restored',
      'resource.taken_offline',
      'resource.archived',
    ])
  })

  it('may end in the own school', async () => {
    const id = await inReview('school')
    expect(await scene.review(COORDINATOR, id)).toMatchObject({
      standing: 'ONLINE',
      version: { state: 'SCHOOL_PUBLISHED' },
    })
  })

  it('of a village school begins at its centre’s desk too', async () => {
    const id = await inReview('county', '石小满')
    expect(await scene.review('陆云舒', id)).toMatchObject({ version: { state: 'CITY_REVIEW' } })
  })

  it('of the bureau’s own goes to the city at once, and never to a school', async () => {
    const id = await ready({}, RESEARCHER)
    const who = await scene.as(RESEARCHER)
    const body = { ...seenOf(await scene.see(RESEARCHER, id)), verdict: PASS, pledge: true as const }
    expect(
      await who.refusal(submitResource, { params: { id }, body: { ...body, scope: 'school' } }),
    ).toMatchObject({ code: 'resource.metadata' })
    expect(await scene.submit(RESEARCHER, id)).toMatchObject({ version: { state: 'CITY_REVIEW' } })
    const seen = { ...seenOf(await scene.see(RESEARCHER, id)), verdict: PASS }
    expect(await who.refusal(reviewResource, { params: { id }, body: seen })).toMatchObject({
      code: 'review.own',
    })
    expect(await scene.review(OFFICER, id)).toMatchObject({ standing: 'ONLINE' })
  })

  it('shows a classroom what its school may see', async () => {
    const room = new ApiClient(stack.serverUrl)
    const { code } = await room.call(beginEnrolment, {})
    const coordinator = await scene.as(COORDINATOR)
    const orgId = await scene.homeOf(COORDINATOR)
    const device = { code, name: '一年级1班', kind: 'listen' as const, orgId, classId: null }
    await coordinator.call(confirmEnrolment, { body: device })
    await room.call(pollEnrolment, {})
    const own = await inReview('school')
    await scene.review(HEAD, own)
    const foreign = await inReview('school', STRANGER)
    await scene.review('许清和', foreign)
    const county = await online()
    const draft = await ready()
    for (const id of [own, county])
      expect(await room.call(getResource, { params: { id } })).toMatchObject({
        can: { download: false, edit: false },
      })
    for (const id of [foreign, draft])
      expect(await room.refusal(getResource, { params: { id } })).toMatchObject({ code: 'not_found' })
    expect(await room.refusal(takeOffline, { params: { id: own }, body: REASON })).toMatchObject({
      code: 'auth.forbidden',
    })
  })
})

describe('a submission', () => {
  const refusal = async (id: string, change: object = {}, name = AUTHOR) => {
    const body = {
      ...seenOf(await scene.see(name, id)),
      scope: 'county',
      verdict: PASS,
      pledge: true,
      ...change,
    }
    return (await scene.as(name)).refusal(submitResource, { params: { id }, body: body as never })
  }

  it('needs its files, ready', async () => {
    const { card } = await scene.draft(AUTHOR)
    expect(await refusal(card.id)).toMatchObject({
      code: 'resource.incomplete',
      details: [{ path: 'files.main' }],
    })
    const file = { ...SLIDES, content: Buffer.from('%PDF-1.7 in work') }
    await scene.give(AUTHOR, card.id, file, 'QUEUED')
    expect(await refusal(card.id)).toMatchObject({ code: 'resource.processing' })
    await scene.database.query(`update processing set state = 'FAILED' where state = 'QUEUED'`)
    expect(await refusal(card.id)).toMatchObject({ code: 'resource.processing' })
  })

  it('needs the pledge and an own verdict that passes', async () => {
    const id = await ready()
    expect(await refusal(id, { pledge: false })).toMatchObject({ status: 400, code: 'request.invalid' })
    expect(await refusal(id, { verdict: REJECT })).toMatchObject({ code: 'request.invalid' })
    expect(await refusal(id, { verdict: { ...PASS, aspects: { political: true } } })).toMatchObject({
      code: 'request.invalid',
    })
  })

  it('is about what was looked at', async () => {
    const id = await ready()
    const { versionId } = seenOf(await scene.see(AUTHOR, id))
    expect(await refusal(id, { revision: 99 })).toMatchObject({ status: 409, code: 'conflict.changed' })
    expect(await refusal(id, { versionId: id })).toMatchObject({ code: 'conflict.changed' })
    expect(versionId).not.toBe(id)
  })

  it('is the author’s, once', async () => {
    const id = await inReview()
    expect(await refusal(id, {}, HEAD)).toMatchObject({ status: 403, code: 'auth.forbidden' })
    expect(await refusal(id)).toMatchObject({ status: 409, code: 'resource.state' })
  })

  it('of a school’s own licence stays in the school', async () => {
    const id = await ready({ licence: 'school' })
    expect(await refusal(id)).toMatchObject({ code: 'resource.metadata', details: [{ code: 'scope' }] })
    expect(await scene.submit(AUTHOR, id, 'school')).toMatchObject({ version: { state: 'SCHOOL_REVIEW' } })
  })

  it('of a third party’s work brings the licence along', async () => {
    const id = await ready({ licence: 'third_party', licenceUntil: '2099-12-31' })
    expect(await refusal(id)).toMatchObject({
      code: 'resource.incomplete',
      details: [{ path: 'files.licence' }],
    })
    await scene.database.query(
      `update resource_version set metadata = metadata || '{"licenceUntil": "2020-01-01"}' where resource_id = $1`,
      [id],
    )
    expect(await refusal(id)).toMatchObject({ code: 'resource.metadata', details: [{ code: 'past' }] })
  })

  it('of a link needs no file', async () => {
    const { card } = await scene.draft(AUTHOR, { licence: 'link', link: 'https://example.edu.cn/a' })
    expect(await scene.submit(AUTHOR, card.id)).toMatchObject({ version: { state: 'SCHOOL_REVIEW' } })
  })

  it('is taken back until it is decided', async () => {
    const id = await atCity()
    const author = await scene.as(AUTHOR)
    const stale = { ...seenOf(await scene.see(AUTHOR, id)), revision: 1 }
    expect(await author.refusal(withdrawResource, { params: { id }, body: stale })).toMatchObject({
      code: 'conflict.changed',
    })
    const body = seenOf(await scene.see(AUTHOR, id))
    const head = await scene.as(HEAD)
    expect(await head.refusal(withdrawResource, { params: { id }, body })).toMatchObject({
      code: 'auth.forbidden',
    })
    expect(await author.call(withdrawResource, { params: { id }, body })).toMatchObject({
      version: { state: 'DRAFT' },
    })
    expect(
      await author.refusal(withdrawResource, { params: { id }, body: seenOf(await scene.see(AUTHOR, id)) }),
    ).toMatchObject({ code: 'resource.state' })
    const researcher = await scene.as(RESEARCHER)
    expect(await researcher.refusal(getResource, { params: { id } })).toMatchObject({ code: 'not_found' })
  })
})

describe('a review', () => {
  const refusal = async (id: string, name: string, verdict: ReviewVerdict = PASS) => {
    const body = { ...seenOf(await scene.see(name, id)), verdict }
    return (await scene.as(name)).refusal(reviewResource, { params: { id }, body })
  }

  it('is for the desk where it lies', async () => {
    const id = await inReview()
    const researcher = await scene.as(RESEARCHER)
    const body = { ...seenOf(await scene.see(AUTHOR, id)), verdict: PASS }
    expect(await researcher.refusal(reviewResource, { params: { id }, body })).toMatchObject({
      code: 'not_found',
    })
    expect(await refusal(id, OFFICER)).toMatchObject({ status: 403, code: 'auth.forbidden' })
    expect(await refusal(id, '安佑宁')).toMatchObject({ code: 'auth.forbidden' })
    expect(await refusal(id, AUTHOR)).toMatchObject({ status: 403, code: 'review.own' })
    const stranger = await scene.as(STRANGER)
    expect(await stranger.refusal(reviewResource, { params: { id }, body })).toMatchObject({
      code: 'not_found',
    })
    await scene.review(HEAD, id)
    expect(await refusal(id, HEAD)).toMatchObject({ code: 'auth.forbidden' })
    await scene.review(RESEARCHER, id)
    expect(await refusal(id, OFFICER)).toMatchObject({ status: 409, code: 'resource.state' })
  })

  it('of one’s own is refused at every desk', async () => {
    const head = await inReview('county', HEAD)
    expect(await refusal(head, HEAD)).toMatchObject({ code: 'review.own' })
    expect(await scene.review(COORDINATOR, head)).toMatchObject({ version: { state: 'CITY_REVIEW' } })
  })

  it('says why it rejects, and the author tries again', async () => {
    const id = await inReview()
    const mute = { ...REJECT, comment: '' }
    expect(await refusal(id, HEAD, mute)).toMatchObject({ status: 400, code: 'request.invalid' })
    const contradictory = { ...REJECT, aspects: PASS.aspects }
    expect(await refusal(id, HEAD, contradictory)).toMatchObject({ code: 'request.invalid' })
    await scene.review(HEAD, id, REJECT)
    const rejected = await scene.see(AUTHOR, id)
    expect(rejected).toMatchObject({
      version: { state: 'REJECTED' },
      can: { edit: true, submit: false },
      reviews: [
        { level: 'SCHOOL', decision: 'REJECT', comment: REJECT.comment, aspects: { scientific: false } },
        {},
      ],
    })
    const author = await scene.as(AUTHOR)
    const body = { metadata: metadataOf({ title: '改过了' }), revision: rejected.version.revision }
    expect(await author.call(saveDraft, { params: { id }, body })).toMatchObject({
      version: { state: 'DRAFT' },
    })
    await scene.submit(AUTHOR, id)
    expect(await scene.review(HEAD, id)).toMatchObject({ version: { state: 'CITY_REVIEW' } })
    await scene.review(RESEARCHER, id, REJECT)
    expect(await scene.see(RESEARCHER, id)).toMatchObject({ version: { state: 'REJECTED' }, standing: 'NEW' })
  })

  it('never falls on a version that was not looked at', async () => {
    const id = await inReview()
    const seen = seenOf(await scene.see(HEAD, id))
    const author = await scene.as(AUTHOR)
    await author.call(withdrawResource, { params: { id }, body: seen })
    const { revision } = (await scene.see(AUTHOR, id)).version
    const metadata = metadataOf({ title: '偷偷换掉' })
    await author.call(saveDraft, { params: { id }, body: { metadata, revision } })
    await scene.submit(AUTHOR, id)
    const head = await scene.as(HEAD)
    const body = { ...seen, verdict: PASS }
    expect(await head.refusal(reviewResource, { params: { id }, body })).toMatchObject({
      code: 'conflict.changed',
    })
  })

  it('by two at the same instant counts once', async () => {
    for (const [id, names] of [
      [await inReview('school'), [HEAD, COORDINATOR]],
      [await atCity(), [RESEARCHER, OFFICER]],
    ] as const) {
      const body = { ...seenOf(await scene.see(AUTHOR, id)), verdict: PASS }
      const clients = await Promise.all(names.map((name) => scene.as(name)))
      const results = await Promise.all(
        clients.map((client) =>
          client.call(reviewResource, { params: { id }, body }).then(() => 'decided', codeOf),
        ),
      )
      expect(results.filter((result) => result === 'decided')).toHaveLength(1)
      expect(results.find((result) => result !== 'decided')).toMatch(/^(conflict\.changed|resource\.state)$/)
      const { rows } = await scene.database.query(
        `select count(*)::int as count from review_record c join resource_version v on v.id = c.version_id
          where v.resource_id = $1 and c.level <> 'SELF'`,
        [id],
      )
      expect(rows).toEqual([{ count: names[0] === HEAD ? 1 : 2 }])
      expect(await scene.see(AUTHOR, id)).toMatchObject({ standing: 'ONLINE' })
    }
  })
})

describe('an 优课', () => {
  it('takes two who do not know of each other', async () => {
    const id = await excellentAtCity()
    const first = await scene.review(RESEARCHER, id)
    expect(first).toMatchObject({ version: { state: 'CITY_REVIEW' }, can: { review: false } })
    expect(first.reviews.map(({ level }) => level)).toEqual(['CITY', 'SCHOOL', 'SELF'])
    for (const name of [OFFICER, AUTHOR, HEAD])
      expect((await scene.see(name, id)).reviews.map(({ level }) => level)).toEqual(['SCHOOL', 'SELF'])
    const again = { ...seenOf(first), verdict: PASS }
    expect(
      await (await scene.as(RESEARCHER)).refusal(reviewResource, { params: { id }, body: again }),
    ).toMatchObject({ status: 409, code: 'review.twice' })
    expect(await scene.review(OFFICER, id)).toMatchObject({ standing: 'ONLINE' })
    expect((await scene.see(AUTHOR, id)).reviews).toHaveLength(4)
  })

  it.each([
    [PASS, REJECT, PASS, 'PUBLISHED'],
    [REJECT, PASS, REJECT, 'REJECTED'],
  ])('asks a third where they disagree', async (one, two, three, state) => {
    const id = await excellentAtCity()
    await scene.review(RESEARCHER, id, one)
    expect(await scene.review(OFFICER, id, two)).toMatchObject({ version: { state: 'CITY_REVIEW' } })
    const third = await scene.as(THIRD)
    const { items } = await third.call(listReviewQueue, { query: { level: 'CITY', pageSize: 100 } })
    expect(items.find(({ card }) => card.id === id)).toMatchObject({ decided: 2, needed: 3 })
    expect(await scene.review(THIRD, id, three)).toMatchObject({ version: { state } })
  })

  it('counts both who decide at the same instant', async () => {
    const id = await excellentAtCity()
    const body = { ...seenOf(await scene.see(AUTHOR, id)), verdict: PASS }
    const clients = await Promise.all([RESEARCHER, OFFICER].map((name) => scene.as(name)))
    await Promise.all(clients.map((client) => client.call(reviewResource, { params: { id }, body })))
    expect(await scene.see(AUTHOR, id)).toMatchObject({ standing: 'ONLINE', version: { state: 'PUBLISHED' } })
  })

  it('counts one person once, however often they send it', async () => {
    const id = await excellentAtCity()
    const body = { ...seenOf(await scene.see(AUTHOR, id)), verdict: PASS }
    const client = await scene.as(RESEARCHER)
    const send = () => client.call(reviewResource, { params: { id }, body }).then(() => 'decided', codeOf)
    expect((await Promise.all([send(), send(), send()])).sort()).toEqual([
      'decided',
      'review.twice',
      'review.twice',
    ])
    expect(await scene.see(AUTHOR, id)).toMatchObject({ version: { state: 'CITY_REVIEW' } })
  })

  it('forgets what was decided before it was taken back', async () => {
    const id = await excellentAtCity()
    await scene.review(RESEARCHER, id)
    const author = await scene.as(AUTHOR)
    await author.call(withdrawResource, { params: { id }, body: seenOf(await scene.see(AUTHOR, id)) })
    await scene.submit(AUTHOR, id)
    await scene.review(HEAD, id)
    expect(await scene.review(OFFICER, id)).toMatchObject({ version: { state: 'CITY_REVIEW' } })
    expect(await scene.review(RESEARCHER, id)).toMatchObject({ version: { state: 'PUBLISHED' } })
  })

  it('is not decided by one person at both desks', async () => {
    await scene.appoint(COORDINATOR, 'researcher', '示例市教育局')
    const { card } = await scene.draft(AUTHOR)
    await scene.give(AUTHOR, card.id, SLIDES)
    await scene.submit(AUTHOR, card.id)
    const after = await scene.review(COORDINATOR, card.id)
    expect(after).toMatchObject({ version: { state: 'CITY_REVIEW' }, can: { review: false } })
    const body = { ...seenOf(after), verdict: PASS }
    const both = await scene.as(COORDINATOR)
    expect(await both.refusal(reviewResource, { params: { id: card.id }, body })).toMatchObject({
      code: 'review.twice',
    })
  })
})

describe('the review queue', () => {
  it('holds what waits for me, oldest first, with its age', async () => {
    const [old, fresh] = [await inReview('county', '石小满'), await inReview('county', '石小满')]
    await scene.database.query(
      `update resource_version set submitted_at = now() - interval '8 days' where resource_id = $1`,
      [old],
    )
    const centre = await scene.as('陆云舒')
    const queue = await centre.call(listReviewQueue, { query: { level: 'SCHOOL', pageSize: 100 } })
    const ours = queue.items.filter(({ card }) => [old, fresh].includes(card.id))
    expect(ours).toMatchObject([
      { card: { id: old }, level: 'SCHOOL', isUpdate: false, versionNumber: 1, decided: 0, needed: 1 },
      { card: { id: fresh } },
    ])
    expect(queue.ages.overSevenDays).toBe(1)
    expect(queue.ages.fresh + queue.ages.overThreeDays + queue.ages.overSevenDays).toBe(queue.total)
    await scene.review('陆云舒', old)
    const after = await centre.call(listReviewQueue, { query: { pageSize: 100 } })
    expect(after.items.map(({ card }) => card.id)).not.toContain(old)
  })

  it('leaves out my own, other schools and other desks', async () => {
    const own = await inReview('county', HEAD)
    const other = await inReview('county', STRANGER)
    const idsFor = async (name: string) => {
      const client = await scene.as(name)
      const { items } = await client.call(listReviewQueue, { query: { pageSize: 100 } })
      return items.map(({ card }) => card.id)
    }
    expect(await idsFor(HEAD)).not.toContain(own)
    expect(await idsFor(HEAD)).not.toContain(other)
    expect(await idsFor(COORDINATOR)).toContain(own)
    expect(await idsFor(RESEARCHER)).not.toContain(own)
    await scene.review(COORDINATOR, own)
    expect(await idsFor(RESEARCHER)).toContain(own)
  })

  it('is closed to whoever reviews nothing', async () => {
    for (const name of [AUTHOR, '安佑宁']) {
      const client = await scene.as(name)
      expect(await client.refusal(listReviewQueue, {})).toMatchObject({ status: 403, code: 'auth.forbidden' })
    }
    const head = await scene.as(HEAD)
    expect(await head.refusal(listReviewQueue, { query: { level: 'CITY' } })).toMatchObject({
      code: 'auth.forbidden',
    })
  })
})

describe('out of the library and back', () => {
  it('is an officer’s at once, and nobody else’s', async () => {
    const id = await online()
    for (const name of [AUTHOR, HEAD, RESEARCHER, THIRD, STRANGER]) {
      const client = await scene.as(name)
      expect(await client.refusal(takeDownResource, { params: { id }, body: {} })).toMatchObject({
        status: 403,
        code: 'auth.forbidden',
      })
    }
    const officer = await scene.as(OFFICER)
    expect(await officer.refusal(explainTakeDown, { params: { id }, body: REASON })).toMatchObject({
      code: 'resource.state',
    })
    expect(await officer.call(takeDownResource, { params: { id }, body: REASON })).toMatchObject({
      standing: 'TAKEN_DOWN',
      reason: REASON.reason,
      can: { explain: false, restore: true, archive: true },
    })
    expect(await officer.refusal(takeDownResource, { params: { id }, body: {} })).toMatchObject({
      status: 409,
      code: 'resource.state',
    })
    expect(await officer.refusal(explainTakeDown, { params: { id }, body: REASON })).toMatchObject({
      code: 'resource.state',
    })
    const author = await scene.as(AUTHOR)
    for (const refused of [
      await author.refusal(restoreResource, { params: { id }, body: REASON }),
      await author.refusal(archiveResource, { params: { id } }),
    ])
      expect(refused).toMatchObject({ code: 'auth.forbidden' })
  })

  it('lists what is away for the bureau, with the reason and what may become of it', async () => {
    const [down, silent, own] = [await online(), await online(), await online()]
    const [officer, author] = [await scene.as(OFFICER), await scene.as(AUTHOR)]
    await officer.call(takeDownResource, { params: { id: down }, body: REASON })
    await officer.call(takeDownResource, { params: { id: silent }, body: {} })
    await author.call(takeOffline, { params: { id: own }, body: REASON })
    const query = { pageSize: 3 }
    for (const name of [OFFICER, '安佑宁']) {
      const { items, total } = await (await scene.as(name)).call(listWithdrawn, { query })
      expect(total).toBeGreaterThanOrEqual(3)
      expect(items.map(({ card, reason, held, can }) => [card.id, reason, held, can.explain])).toEqual([
        [own, REASON.reason, false, false],
        [silent, null, true, true],
        [down, REASON.reason, true, false],
      ])
      expect(items[1]!.explainBy! - items[1]!.since!).toBe(24 * 3_600_000)
      expect(items.every(({ can }) => can.restore && can.archive)).toBe(true)
    }
    const takenDown = await officer.call(listWithdrawn, { query: { ...query, standing: 'TAKEN_DOWN' } })
    expect(takenDown.items.map(({ card }) => card.id)).not.toContain(own)
    for (const name of [AUTHOR, HEAD, RESEARCHER, THIRD])
      expect(await (await scene.as(name)).refusal(listWithdrawn, {})).toMatchObject({
        code: 'auth.forbidden',
      })
  })

  it('tells of a reason that comes late', async () => {
    const id = await online()
    const officer = await scene.as(OFFICER)
    await officer.call(takeDownResource, { params: { id }, body: {} })
    await scene.database.query(
      `update resource set withdrawn_at = now() - interval '25 hours' where id = $1`,
      [id],
    )
    await officer.call(explainTakeDown, { params: { id }, body: REASON })
    const { rows } = await scene.database.query(
      `select detail->>'late' as late from audit_log where target = $1 and action = 'resource.take_down_explained'`,
      [`resource:${id}`],
    )
    expect(rows).toEqual([{ late: 'true' }])
  })

  it('leaves an order in force when a new version passes', async () => {
    const id = await online()
    const officer = await scene.as(OFFICER)
    await officer.call(takeDownResource, { params: { id }, body: REASON })
    const author = await scene.as(AUTHOR)
    await author.call(saveDraft, { params: { id }, body: { metadata: metadataOf(), revision: null } })
    await scene.submit(AUTHOR, id, 'school')
    await scene.review(HEAD, id)
    expect(await scene.see(AUTHOR, id)).toMatchObject({ standing: 'TAKEN_DOWN', version: { number: 2 } })
    expect(await officer.call(restoreResource, { params: { id }, body: REASON })).toMatchObject({
      standing: 'ONLINE',
    })
  })

  it('is the author’s own to undo, but not the bureau’s', async () => {
    const id = await online()
    const [author, officer] = [await scene.as(AUTHOR), await scene.as(OFFICER)]
    await author.call(takeOffline, { params: { id }, body: REASON })
    expect(await author.call(restoreResource, { params: { id }, body: REASON })).toMatchObject({
      standing: 'ONLINE',
      reason: null,
    })
    await officer.call(takeOffline, { params: { id }, body: REASON })
    expect(await author.refusal(restoreResource, { params: { id }, body: REASON })).toMatchObject({
      code: 'auth.forbidden',
    })
    expect(await author.refusal(takeOffline, { params: { id }, body: REASON })).toMatchObject({
      code: 'resource.state',
    })
  })

  it('ends with the archive', async () => {
    const id = await online()
    const author = await scene.as(AUTHOR)
    expect(await author.refusal(archiveResource, { params: { id } })).toMatchObject({
      code: 'resource.state',
    })
    await author.call(takeOffline, { params: { id }, body: REASON })
    await author.call(archiveResource, { params: { id } })
    for (const refused of [
      await author.refusal(restoreResource, { params: { id }, body: REASON }),
      await author.refusal(archiveResource, { params: { id } }),
      await author.refusal(saveDraft, { params: { id }, body: { metadata: metadataOf(), revision: null } }),
    ])
      expect(refused).toMatchObject({ status: 409, code: 'resource.state' })
  })

  it('is not for what was never published', async () => {
    const id = await inReview()
    const officer = await scene.as(OFFICER)
    const author = await scene.as(AUTHOR)
    expect(await officer.refusal(takeDownResource, { params: { id }, body: {} })).toMatchObject({
      code: 'resource.state',
    })
    expect(await author.refusal(takeOffline, { params: { id }, body: REASON })).toMatchObject({
      code: 'resource.state',
    })
  })
})

describe('a file that is really worked on', () => {
  beforeAll(() => stack.processes.start('jobs'))

  it('is submitted when it is ready, and shown as what was made of it', async () => {
    const author = await scene.as(AUTHOR)
    const { card } = await scene.draft(AUTHOR, {}, 'lesson_plan')
    const name = '教案.txt'
    const uploadId = await scene.upload(AUTHOR, Buffer.from('第一课时：初读课文'), name)
    await author.call(addFile, { params: { id: card.id }, body: { uploadId, role: 'main', name } })
    await waitFor('the text', async () => {
      const [file] = (await scene.see(AUTHOR, card.id)).version.files
      return file?.processing.state === 'READY'
    })
    const [file] = (await scene.submit(AUTHOR, card.id, 'school')).version.files
    expect(file?.renditions).toContain('text.txt')
    const shown = await author.request('GET', `/api/files/${file?.id}/renditions/text.txt`)
    expect(await shown.text()).toBe('第一课时：初读课文')
    expect(shown.headers.get('content-disposition')).toBeNull()
  })
})

describe('the licence of a third party', () => {
  it('takes the resource offline the day after it ends, and keeps it there', async () => {
    const id = await online({ licence: 'third_party', licenceUntil: '2099-12-31' })
    const lasting = await online({ licence: 'third_party', licenceUntil: '2099-12-31' })
    await scene.database.query(
      `update resource_version set metadata = metadata || '{"licenceUntil": "2020-01-01"}' where resource_id = $1`,
      [id],
    )
    await waitFor('the queue', () =>
      scene.database.query(`insert into pgboss.job (name) values ('library.expire-licences')`),
    )
    await waitFor(
      'the licence to be noticed',
      async () => (await scene.see(AUTHOR, id)).standing === 'OFFLINE',
    )
    expect(await scene.see(AUTHOR, id)).toMatchObject({ reason: 'licence.expired', can: { restore: false } })
    expect(await scene.see(AUTHOR, lasting)).toMatchObject({ standing: 'ONLINE' })
    for (const name of [AUTHOR, OFFICER]) {
      const client = await scene.as(name)
      expect(await client.refusal(restoreResource, { params: { id }, body: REASON })).toMatchObject({
        status: 409,
        code: 'resource.licence_expired',
      })
    }
    const administrator = await scene.as('安佑宁')
    const { items } = await administrator.call(listAudit, { query: { search: 'resource.licence_expired' } })
    expect(items).toMatchObject([{ actor: 'system', target: `resource:${id}` }])

    const author = await scene.as(AUTHOR)
    const metadata = metadataOf({ licence: 'third_party', licenceUntil: '2099-01-01' })
    await author.call(saveDraft, { params: { id }, body: { metadata, revision: null } })
    await scene.submit(AUTHOR, id)
    await scene.review(HEAD, id)
    expect(await scene.review(RESEARCHER, id)).toMatchObject({ standing: 'ONLINE', reason: null })
  })
})
