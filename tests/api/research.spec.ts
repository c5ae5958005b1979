import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  addSessionMember,
  appointRecorder,
  beginDesign,
  createCommunity,
  draftMinutes,
  getCommunity,
  getContributions,
  getMinutes,
  getResource,
  getSession,
  getSessionCounting,
  linkSessionLesson,
  listCommunities,
  listOutcomes,
  listReflections,
  listResearchSessions,
  makeOutcome,
  planSessionMeeting,
  proposeSession,
  removeSessionMember,
  saveAgenda,
  saveCommunityPlan,
  saveMinutes,
  saveReflection,
  setCommunityMember,
  signMinutes,
  stepSession,
  undoMinutes,
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

/** A file of the portal as it comes over the wire. */
async function fileOf(name: string, path: string): Promise<Buffer> {
  const answer = await (await scene.as(name)).request('GET', path)
  expect(answer.status).toBe(200)
  return Buffer.from(await answer.arrayBuffer())
}
async function documentXmlOf(docx: Buffer): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tongke-docx-'))
  try {
    await writeFile(join(folder, 'it.docx'), docx)
    return execFileSync('unzip', ['-p', join(folder, 'it.docx'), 'word/document.xml'], { encoding: 'utf8' })
  } finally {
    await rm(folder, { recursive: true })
  }
}

describe('the minutes', () => {
  const held = async (): Promise<string> => {
    const { rows } = await scene.database.query<{ id: string }>(
      `select id from research_session where state = 'CLOSED' and counted`,
    )
    return rows[0]?.id ?? ''
  }

  it('are drafted from the log, written by the recorder, never over another’s words, and had back', async () => {
    const [town, village, id] = [await scene.as(TOWN), await scene.as(VILLAGE), await held()]
    const params = { id }
    const first = { params, body: { revision: 0 } }
    expect(await (await scene.as(OTHER)).refusal(getMinutes, { params })).toMatchObject({
      code: 'auth.forbidden',
    })
    expect(await village.refusal(draftMinutes, first)).toMatchObject({ code: 'auth.forbidden' })
    const drafted = (await town.call(draftMinutes, first)).minutes
    expect(await town.refusal(draftMinutes, first)).toMatchObject({ code: 'conflict.changed' })
    const there = drafted?.sections.find(({ key }) => key === 'attendance')
    expect(there?.rows.find(([name]) => name === VILLAGE)).toMatchObject([
      VILLAGE,
      expect.stringContaining('乡村'),
      expect.stringMatching(/^14:30–16:00$/),
      '90 分钟（100%）',
      '10.7 分钟',
      '是',
    ])
    expect(drafted?.sections.find(({ key }) => key === 'agenda')?.rows).toEqual([
      ['主备人说课', '15 分钟', '14:30–14:48', '18 分钟'],
      ['各校谈学情', '20 分钟', '14:48–15:10', '22 分钟'],
      ['逐段议课', '40 分钟', '15:10–15:47', '37 分钟'],
      ['定共案和分工', '15 分钟', '15:47–16:00', '13 分钟'],
    ])
    const texts = { decisions: '下周三前各校改完个案。' }
    const mine = { params, body: { revision: 1, texts } }
    expect(await village.refusal(saveMinutes, mine)).toMatchObject({ code: 'auth.forbidden' })
    const body = { revision: 1, personId: idOf(VILLAGE) }
    expect(
      await town.refusal(appointRecorder, { params, body: { ...body, personId: idOf(OTHER) } }),
    ).toMatchObject({ code: 'research.member' })
    expect((await town.call(appointRecorder, { params, body })).minutes?.recorderName).toBe(VILLAGE)
    expect(await village.refusal(saveMinutes, mine)).toMatchObject({ code: 'conflict.changed' })
    const saved = await village.call(saveMinutes, { params, body: { revision: 2, texts } })
    expect(saved.can).toMatchObject({ edit: true, sign: false })
    const again = await town.call(draftMinutes, { params, body: { revision: 3 } })
    const decided = (page: typeof again) =>
      page.minutes?.sections.find(({ key }) => key === 'decisions')?.text
    expect(again.minutes).toMatchObject({ canUndo: true, revision: 4, recorderName: VILLAGE })
    expect(decided(again)).not.toContain('下周三')
    const back = await town.call(undoMinutes, { params, body: { revision: 4 } })
    expect(decided(back)).toBe(texts.decisions)
    expect(await town.refusal(undoMinutes, { params, body: { revision: 5 } })).toMatchObject({
      code: 'minutes.no_undo',
    })
  })

  it('are signed by who organizes, stay as they are in the database too, and leave as DOCX and PDF', async () => {
    const [town, village, id] = [await scene.as(TOWN), await scene.as(VILLAGE), await held()]
    const params = { id }
    const { minutes } = await town.call(getMinutes, { params })
    const seen = { revision: minutes?.revision ?? 0 }
    const pdfText = async () =>
      execFileSync('pdftotext', ['-layout', '-', '-'], {
        input: await fileOf(VILLAGE, `/api/research/sessions/${id}/minutes/pdf`),
        encoding: 'utf8',
      })
    expect(await pdfText()).toContain('未签字')
    expect(await village.refusal(signMinutes, { params, body: seen })).toMatchObject({
      code: 'auth.forbidden',
    })
    const signed = await town.call(signMinutes, { params, body: seen })
    expect(signed.minutes).toMatchObject({ signedBy: TOWN, canUndo: false })
    expect(signed.can).toEqual({ draft: false, edit: false, sign: false, appoint: false })
    const body = { revision: seen.revision + 1, texts: { decisions: '' } }
    expect(await town.refusal(saveMinutes, { params, body })).toMatchObject({ code: 'minutes.signed' })
    for (const sql of ['update research_minutes set title = title', 'delete from research_minutes'])
      await expect(scene.database.query(`${sql} where session_id = $1`, [id])).rejects.toThrow(
        /signed minutes do not change/,
      )
    const xml = await documentXmlOf(await fileOf(VILLAGE, `/api/research/sessions/${id}/minutes/docx`))
    const pdf = await pdfText()
    for (const words of [TOWN, VILLAGE, '14:30–16:00', '下周三前各校改完个案', '出席情况']) {
      expect(xml).toContain(words)
      expect(pdf.replaceAll(/\s/g, '')).toContain(words)
    }
    expect(xml).toMatch(/<w:pgSz w:w="11906" w:h="16838"/)
    expect(pdf).not.toContain('未签字')
    const { rows } = await scene.database.query(
      `select from audit_log where action = 'research.minutes_signed' and target = $1`,
      [`research_session:${id}`],
    )
    expect(rows).toHaveLength(1)
  })
})

describe('the outcome', () => {
  it('is made once, with all that is known of it; who gave nothing is told; then the session may end', async () => {
    const [nodeId] = await scene.lessons('english', 3)
    const id = await scheduled({ form: 'lecture', nodeId })
    const params = { id }
    const [town, village] = [await scene.as(TOWN), await scene.as(VILLAGE)]
    await stepTo(TOWN, id, 'DISCUSSION')
    const { common } = (await town.call(beginDesign, { params })).siblings
    const own = { params, body: { kind: 'reflection' as const } }
    expect(await village.refusal(makeOutcome, own)).toMatchObject({ code: 'not_found' })
    await stepTo(TOWN, id, 'REFLECTION')
    await village.call(saveReflection, { params, body: { text: '第二声部先哼再唱，我们班也能试。' } })
    await stepTo(TOWN, id, 'OUTCOME')
    expect(await stepRefused(TOWN, id, 'CLOSED')).toBe('research.no_outcome')
    await Promise.all([village.call(makeOutcome, own), village.call(makeOutcome, own)])
    const design = { params, body: { kind: 'design' as const, designId: common?.id ?? '' } }
    await town.call(makeOutcome, design)
    const { items, choices } = await village.call(makeOutcome, design)
    expect(items.map(({ kind, authorName, mine, state }) => [kind, authorName, mine, state])).toEqual([
      ['reflection', VILLAGE, true, 'DRAFT'],
      ['design', TOWN, false, 'DRAFT'],
    ])
    expect(choices.designs).toMatchObject([{ done: true, open: false }])
    expect(await (await scene.as(OTHER)).refusal(listOutcomes, { params })).toMatchObject({
      code: 'auth.forbidden',
    })
    const plan = await town.call(getResource, { params: { id: items[1]?.resourceId ?? '' } })
    expect(plan.lineage).toEqual([{ kind: 'research', id, title: '听力课怎样开口' }])
    expect(plan.version).toMatchObject({
      metadata: { nodeIds: [nodeId], subject: 'english', gradeFrom: 3 },
      files: [{ role: 'main', kind: 'document', name: '听力课怎样开口 教学设计.docx' }],
    })
    const given = await village.call(getContributions, { params })
    expect(given.members.map(({ name, isIdle, outcomes }) => [name, isIdle, outcomes]).sort()).toEqual(
      [
        [TOWN, false, 1],
        [VILLAGE, false, 1],
        [POINT, true, 0],
      ].sort(),
    )
    expect(await stepRefused(TOWN, id, 'CLOSED')).toBe('research.no_minutes')
    await town.call(draftMinutes, { params, body: { revision: 0 } })
    await town.call(signMinutes, { params, body: { revision: 1 } })
    expect((await stepTo(TOWN, id, 'CLOSED')).card.state).toBe('CLOSED')
  })
})
