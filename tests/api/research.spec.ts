import {
  addSessionMember,
  createCommunity,
  getCommunity,
  getSession,
  getSessionCounting,
  linkSessionLesson,
  listCommunities,
  listReflections,
  listResearchSessions,
  planSessionMeeting,
  proposeSession,
  removeSessionMember,
  saveAgenda,
  saveCommunityPlan,
  saveReflection,
  setCommunityMember,
  stepSession,
  updateSession,
  type SessionDetail,
  type SessionState,
} from '@tongke/contract'
import { ReviewScene } from '../support/review-scene.ts'
import { bootStack, type Stack } from '../support/stack.ts'

/** Teaches English in town; her head; the bureau's researcher; two teachers of village schools; one of another school. */
const [TOWN, HEAD, RESEARCHER, VILLAGE, POINT, OTHER] = [
  '林晓雯',
  '程远舟',
  '沈研秋',
  '石小满',
  '岳青禾',
  '周乐山',
] as const

let stack: Stack
let scene: ReviewScene
let school: string
const ids = new Map<string, string>()
const idOf = (name: string) => ids.get(name) ?? ''

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server'] })
  scene = await ReviewScene.set(stack)
  school = await scene.homeOf(TOWN)
  const { rows } = await scene.database.query<{ id: string; name: string }>(
    'select id, name from person where name = any($1)',
    [[TOWN, HEAD, RESEARCHER, VILLAGE, POINT, OTHER]],
  )
  for (const { id, name } of rows) ids.set(name, id)
}, 180_000)
afterAll(async () => {
  await scene?.end()
  await stack?.stop()
})

const input = (change: object = {}) => ({
  theme: '听力课怎样开口',
  subject: 'english' as const,
  grade: 3,
  form: 'preparation' as const,
  mainPreparerId: idOf(TOWN),
  hostOrgId: school,
  ...change,
})
const see = async (id: string, name: string = TOWN): Promise<SessionDetail> =>
  (await scene.as(name)).call(getSession, { params: { id } })
const stepTo = async (name: string, id: string, to: SessionState, reason?: string) => {
  const { revision } = await see(id, name)
  return (await scene.as(name)).call(stepSession, { params: { id }, body: { revision, to, reason } })
}
const stepRefused = async (name: string, id: string, to: SessionState) => {
  const { revision } = await see(id, name)
  const refusal = await (
    await scene.as(name)
  ).refusal(stepSession, { params: { id }, body: { revision, to } })
  return refusal.code
}
const proposed = async (change: object = {}): Promise<string> =>
  (await (await scene.as(TOWN)).call(proposeSession, { body: input(change) })).card.id
/** With time, agenda and two members of the country. */
async function scheduled(change: object = {}): Promise<string> {
  const town = await scene.as(TOWN)
  const id = await proposed({ startsAt: Date.now() + 5 * 86_400_000, ...change })
  for (const name of [VILLAGE, POINT])
    await town.call(addSessionMember, { params: { id, personId: idOf(name) } })
  const { revision } = await see(id)
  const items = [
    { id: null, title: '说课', minutes: 15 },
    { id: null, title: '议课', minutes: 45 },
  ]
  await town.call(saveAgenda, { params: { id }, body: { revision, items } })
  await stepTo(HEAD, id, 'SCHEDULED')
  return id
}

describe('a community', () => {
  it('is founded by those who lead, has members of several schools and a plan that a session fulfils', async () => {
    const [town, head] = [await scene.as(TOWN), await scene.as(HEAD)]
    const body = {
      kind: 'group' as const,
      name: '三年级英语备课组',
      subject: 'english' as const,
      gradeFrom: 3,
      gradeTo: 4,
      orgId: school,
      leadId: idOf(TOWN),
    }
    expect(await town.refusal(createCommunity, { body })).toMatchObject({ code: 'auth.forbidden' })
    expect(await head.refusal(createCommunity, { body: { ...body, gradeFrom: 5 } })).toMatchObject({
      code: 'research.description',
    })
    const nobody = { ...body, leadId: body.orgId }
    expect(await head.refusal(createCommunity, { body: nobody })).toMatchObject({ code: 'research.member' })
    const { card } = await head.call(createCommunity, { body })
    const params = { id: card.id, personId: idOf(VILLAGE) }
    await town.call(setCommunityMember, { params, body: { role: 'member' } })
    expect(
      await (await scene.as(OTHER)).refusal(setCommunityMember, { params, body: { role: 'lead' } }),
    ).toMatchObject({ code: 'auth.forbidden' })
    const { revision } = await town.call(getCommunity, { params: { id: card.id } })
    const due = await town.call(saveCommunityPlan, {
      params: { id: card.id },
      body: { revision, items: [{ id: null, title: '听力课', form: 'preparation', dueOn: '2026-01-05' }] },
    })
    expect(due.plan).toMatchObject([{ title: '听力课', state: 'OVERDUE', sessionId: null }])
    expect(due.card).toMatchObject({ members: 2, schools: 2, ruralMembers: 1, overdue: 1 })
    const planItemId = due.plan[0]?.id ?? null
    const session = await town.call(proposeSession, { body: input({ communityId: card.id, planItemId }) })
    expect(session.members.map(({ name }) => name).sort()).toEqual([TOWN, VILLAGE].sort())
    expect(
      await town.refusal(proposeSession, { body: input({ communityId: card.id, planItemId }) }),
    ).toMatchObject({ code: 'research.plan' })
    const mine = await (await scene.as(VILLAGE)).call(listCommunities, { query: { scope: 'mine' } })
    expect(mine.items.map(({ id }) => id)).toContain(card.id)
  })
})

describe('a session on its way', () => {
  it('is proposed by a teacher, seen by whom it concerns, and scheduled by who leads', async () => {
    const id = await proposed()
    expect(await (await scene.as(OTHER)).refusal(getSession, { params: { id } })).toMatchObject({
      status: 404,
    })
    expect(await stepRefused(TOWN, id, 'SCHEDULED')).toBe('auth.forbidden')
    expect(await stepRefused(HEAD, id, 'SCHEDULED')).toBe('research.unplanned')
    const ready = await scheduled()
    const { card, can } = await see(ready, OTHER)
    expect(card).toMatchObject({ state: 'SCHEDULED', members: 3, schools: 3, ruralMembers: 2, mine: false })
    expect(can).toEqual({
      edit: false,
      manageMembers: false,
      link: false,
      takePart: false,
      reflect: false,
      steps: [],
    })
    const { items } = await (
      await scene.as(VILLAGE)
    ).call(listResearchSessions, {
      query: { scope: 'mine', state: 'SCHEDULED' },
    })
    expect(items.map((one) => one.id)).toContain(ready)
  })

  it('refuses to change what somebody else has changed, and the form once it is scheduled', async () => {
    const id = await scheduled()
    const town = await scene.as(TOWN)
    const { revision, card } = await see(id)
    const body = { ...input({ startsAt: card.startsAt }), hostOrgId: undefined, revision }
    await town.call(updateSession, { params: { id }, body })
    expect(await town.refusal(updateSession, { params: { id }, body })).toMatchObject({
      code: 'conflict.changed',
    })
    const next = { ...body, revision: revision + 1, form: 'lecture' as const }
    expect(await town.refusal(updateSession, { params: { id }, body: next })).toMatchObject({
      code: 'research.state',
    })
  })

  it('plans a live room with its agenda, asks for a lesson before the review, and cancels with a reason', async () => {
    const id = await scheduled()
    const town = await scene.as(TOWN)
    await stepTo(TOWN, id, 'INDIVIDUAL_PREP')
    const planned = await town.call(planSessionMeeting, {
      params: { id },
      body: { startsAt: Date.now() + 86_400_000, plannedMinutes: 60, chairId: idOf(TOWN) },
    })
    expect(planned.lessons).toMatchObject([{ purpose: 'meeting', status: 'SCHEDULED', lecturerName: TOWN }])
    expect(planned.meetingLessonId).toBe(planned.lessons[0]?.lessonId)
    const { rows } = await scene.database.query<{ agenda: unknown }>(
      `select plan->'meeting'->'agenda' as agenda from lesson where id = $1`,
      [planned.meetingLessonId],
    )
    expect(rows[0]?.agenda).toEqual([
      { title: '说课', minutes: 15 },
      { title: '议课', minutes: 45 },
    ])
    const taken = await scene.database.query<{ id: string }>(
      `select lesson_id as id from research_session_lesson where purpose = 'teaching' limit 1`,
    )
    expect(
      await town.refusal(linkSessionLesson, { params: { id, lessonId: taken.rows[0]?.id ?? '' } }),
    ).toMatchObject({ code: 'research.lesson_taken' })
    expect(
      await (
        await scene.as(VILLAGE)
      ).refusal(stepSession, {
        params: { id },
        body: { revision: planned.revision, to: 'CANCELLED' },
      }),
    ).toMatchObject({ status: 400 })
    const cancelled = await stepTo(TOWN, id, 'CANCELLED', '学校停电')
    expect(cancelled).toMatchObject({
      cancelReason: '学校停电',
      card: { state: 'CANCELLED' },
      can: { steps: [] },
    })
    expect(cancelled.steps.map(({ state }) => state)).toEqual([
      'PROPOSED',
      'SCHEDULED',
      'INDIVIDUAL_PREP',
      'CANCELLED',
    ])
  })

  it('a lecture goes its short way: reflected on, decided with a reason, and its members stay', async () => {
    const id = await scheduled({ form: 'lecture' })
    await stepTo(TOWN, id, 'DISCUSSION')
    const village = await scene.as(VILLAGE)
    await stepTo(TOWN, id, 'REFLECTION')
    expect(await stepRefused(TOWN, id, 'OUTCOME')).toBe('research.no_reflection')
    const text = '第二声部先哼再唱，我们班也能试。'
    await village.call(saveReflection, { params: { id }, body: { text } })
    const { items } = await village.call(listReflections, { params: { id } })
    expect(items).toMatchObject([{ name: VILLAGE, text, late: false }])
    expect(
      await (await scene.as(TOWN)).refusal(removeSessionMember, { params: { id, personId: idOf(VILLAGE) } }),
    ).toMatchObject({ code: 'research.has_worked' })
    const { counting, decidedAt } = await village.call(getSessionCounting, { params: { id } })
    expect(decidedAt).not.toBeNull()
    expect(counting.counted).toBe(false)
    expect(counting.checks.map(({ code, met }) => [code, met])).toEqual([
      ['held', false],
      ['attended', false],
      ['schools', false],
      ['rural_active', false],
    ])
  })
})

describe('what was held', () => {
  const closed = async (counted: boolean): Promise<string> => {
    const { rows } = await scene.database.query<{ id: string }>(
      `select id from research_session where state = 'CLOSED' and counted = $1`,
      [counted],
    )
    return rows[0]?.id ?? ''
  }

  it('counts when rural members spoke and everybody stayed, and says why when not, to all', async () => {
    const reader = await scene.as(OTHER)
    const yes = await reader.call(getSessionCounting, { params: { id: await closed(true) } })
    expect(yes.counting.checks.every(({ met }) => met)).toBe(true)
    expect(yes.counting.members).toHaveLength(4)
    const no = await reader.call(getSessionCounting, { params: { id: await closed(false) } })
    expect(no.counting.checks.find(({ code }) => code === 'rural_active')).toMatchObject({
      met: false,
      value: 0,
    })
    const left = no.counting.members.find(({ personId }) => personId === idOf(POINT))
    expect(left).toMatchObject({ minutes: 24, percent: 30, attended: false })
  })

  it('the database keeps steps as they were, and a closed session decided', async () => {
    const id = await closed(true)
    await expect(
      scene.database.query('update research_step set at = now() where session_id = $1', [id]),
    ).rejects.toThrow()
    await expect(
      scene.database.query(
        'update research_session set counted = null, counting = null, counted_at = null where id = $1',
        [id],
      ),
    ).rejects.toThrow(/check/)
  })
})
