import {
  answerCourseQuestion,
  askCourseQuestion,
  beginEnrolment,
  closeCourse,
  confirmEnrolment,
  createCourse,
  discardCourse,
  getCourse,
  listAudit,
  listCourseClasses,
  listCourseQuestions,
  listCourses,
  listLessonChoices,
  listMyCourseClasses,
  markTaught,
  openCourse,
  openPlay,
  pollEnrolment,
  proposeCourse,
  reportPlay,
  reviewCourse,
  reviseCourse,
  saveOutline,
  startCourse,
  subscribeClass,
  takeOffline,
  unmarkTaught,
  unsubscribeClass,
  updateCourse,
  withdrawCourse,
  type CourseDetail,
  type Endpoint,
  type EndpointInput,
} from '@tongke/contract'
import { ApiClient } from '../support/api-client.ts'
import { publish, type Published } from '../support/published.ts'
import { ReviewScene } from '../support/review-scene.ts'
import { bootStack, type Stack } from '../support/stack.ts'
import { waitFor } from '../../scripts/lib/wait-for.mjs'

/** Teaches English at an urban school; her head, the bureau's researcher, a village teacher of another township. */
const [AUTHOR, HEAD, REVIEWER, RURAL] = ['林晓雯', '程远舟', '沈研秋', '石小满'] as const
const MINUTE = 60_000

let stack: Stack
let scene: ReviewScene
let video: Published
let reading: Published
let school: string
let authorId: string
/** Of grade 3 at the village school, and of another grade there. */
let classId: string
let otherGrade: string
let heldLesson: string
let comingLesson: string
let room: ApiClient

const one = async (sql: string, parameters: unknown[] = []): Promise<string> => {
  const { rows } = await scene.database.query<{ id: string }>(sql, parameters)
  if (!rows[0]) throw new Error(`nothing: ${sql}`)
  return rows[0].id
}

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server'] })
  scene = await ReviewScene.set(stack)
  const english = { subject: 'english' as const, gradeFrom: 3, gradeTo: 3 }
  video = await publish(scene, { ...english, title: '颜色歌谣' }, { durationMs: 2 * MINUTE })
  reading = await publish(scene, { ...english, title: '颜色阅读单' })
  school = await scene.homeOf(AUTHOR)
  authorId = await one('select id from person where name = $1', [AUTHOR])
  const ofGrade = `select c.id from school_class c join organization o on o.id = c.org_id
    where o.name = '石桥村小学' and c.closed_on is null and (3 = any(c.grades)) = $1 order by c.grades`
  classId = await one(ofGrade, [true])
  otherGrade = await one(ofGrade, [false])
  const lesson = `select id from lesson where plan->>'title' like $1`
  heldLesson = await one(lesson, ['颜色%'])
  comingLesson = await one(lesson, ['我的朋友%'])
  room = await enrol()
}, 180_000)
afterAll(async () => {
  await scene?.end()
  await stack?.stop()
})

/** The room device of the village class. */
async function enrol(): Promise<ApiClient> {
  const device = new ApiClient(stack.serverUrl)
  const { code } = await device.call(beginEnrolment, {})
  const coordinator = await scene.as('陆云舒')
  const orgId = await scene.homeOf(RURAL)
  await coordinator.call(confirmEnrolment, {
    body: { code, name: '三年级教室', kind: 'listen', orgId, classId },
  })
  await device.call(pollEnrolment, {})
  return device
}

const see = async (id: string, name: string = AUTHOR): Promise<CourseDetail> =>
  (await scene.as(name)).call(getCourse, { params: { id } })
const step = async <E extends Endpoint>(name: string, endpoint: E, id: string, more: object = {}) => {
  const body = { revision: (await see(id, name)).revision, ...more }
  return (await scene.as(name)).call(endpoint, { params: { id }, body } as unknown as EndpointInput<E>)
}
const refused = async <E extends Endpoint>(name: string, endpoint: E, id: string, more: object = {}) => {
  const { rows } = await scene.database.query<{ revision: number }>(
    'select revision from course where id = $1',
    [id],
  )
  const body = { revision: rows[0]?.revision ?? 0, ...more }
  const input = { params: { id }, body } as unknown as EndpointInput<E>
  return (await (await scene.as(name)).refusal(endpoint, input)).code
}

const description = () => ({
  title: '三年级英语：颜色与朋友',
  summary: '一周一单元，看视频、做阅读单，再一起上直播课。',
  subject: 'english' as const,
  gradeFrom: 3,
  gradeTo: 3,
  teacherIds: [authorId],
})
const item = (kind: 'resource' | 'lesson', targetId: string) => ({ id: null, kind, targetId })
const draft = async (): Promise<string> =>
  (await (await scene.as(AUTHOR)).call(createCourse, { body: { ...description(), orgId: school } })).card.id
const fill = (id: string) =>
  step(AUTHOR, saveOutline, id, {
    units: [
      { id: null, title: '颜色', items: [item('resource', video.id), item('lesson', heldLesson)] },
      { id: null, title: '朋友', items: [item('resource', reading.id), item('lesson', comingLesson)] },
    ],
  })

/** What `saveOutline` takes, of a course as it is. */
const outlineOf = ({ units }: CourseDetail) =>
  units.map(({ id, title, items }) => ({
    id,
    title,
    items: items.map(({ id: itemId, kind, targetId }) => ({ id: itemId, kind, targetId })),
  }))

describe('a course in the making', () => {
  it('is begun by people of a strong school, in words that hold together', async () => {
    const [author, village] = [await scene.as(AUTHOR), await scene.as(RURAL)]
    const orgId = await scene.homeOf(RURAL)
    expect(await village.refusal(createCourse, { body: { ...description(), orgId } })).toMatchObject({
      status: 403,
    })
    const begin = (change: object) =>
      author.refusal(createCourse, { body: { ...description(), orgId: school, ...change } })
    expect(await begin({ gradeTo: 1 })).toMatchObject({ code: 'course.description' })
    const strangerId = await one('select id from person where name = $1', [RURAL])
    expect(await begin({ teacherIds: [strangerId] })).toMatchObject({
      details: [expect.objectContaining({ code: 'elsewhere' })],
    })
    const [music] = await scene.lessons('music', 3)
    expect(await begin({ nodeId: music })).toMatchObject({ code: 'node.unknown' })
  })

  it('holds what its school may show, each once, and is proposed with something in every unit', async () => {
    const id = await draft()
    const hidden = await publish(scene, { title: '本校资料' }, { scope: 'school' })
    expect(await refused(AUTHOR, proposeCourse, id)).toBe('course.incomplete')
    const put = (...items: object[]) => ({ units: [{ id: null, title: '一', items }] })
    expect(await refused(AUTHOR, saveOutline, id, put(item('resource', heldLesson)))).toBe('course.item')
    const twice = put(item('resource', video.id), item('resource', video.id))
    expect(await refused(AUTHOR, saveOutline, id, twice)).toBe('course.item')
    await step(AUTHOR, saveOutline, id, put(item('resource', video.id), item('resource', hidden.id)))
    // For the own school alone: the county would find an empty place.
    expect(await refused(AUTHOR, proposeCourse, id)).toBe('course.item')
    const [unit] = outlineOf(await see(id))
    await step(AUTHOR, saveOutline, id, { units: [{ ...unit, items: unit!.items.toReversed() }] })
    expect((await see(id)).units[0]?.items.map(({ targetId }) => targetId)).toEqual([hidden.id, video.id])
    expect((await (await scene.as(RURAL)).refusal(getCourse, { params: { id } })).status).toBe(404)
    const author = await scene.as(AUTHOR)
    const choices = await author.call(listLessonChoices, { params: { id }, query: {} })
    expect(choices.items.map((one) => one.id)).toEqual(expect.arrayContaining([heldLesson, comingLesson]))
    await author.call(discardCourse, { params: { id } })
    expect((await author.refusal(getCourse, { params: { id } })).status).toBe(404)
  })

  it('goes back and forth until the bureau agrees, and nobody agrees to their own', async () => {
    const id = await draft()
    await fill(id)
    const stale = { revision: 1 }
    expect(await refused(AUTHOR, proposeCourse, id, stale)).toBe('conflict.changed')
    await step(AUTHOR, proposeCourse, id)
    await step(AUTHOR, withdrawCourse, id)
    await step(AUTHOR, proposeCourse, id)
    expect(await refused(AUTHOR, saveOutline, id, { units: [] })).toBe('course.state')
    const reviewer = await scene.as(REVIEWER)
    const queue = async () =>
      (await reviewer.call(listCourses, { query: { scope: 'review' } })).items.map((card) => card.id)
    expect(await queue()).toContain(id)
    expect(await refused(HEAD, reviewCourse, id, { decision: 'PASS' })).toBe('auth.forbidden')
    expect(await refused(REVIEWER, reviewCourse, id, { decision: 'REJECT', comment: '' })).toBe(
      'request.invalid',
    )
    const back = { decision: 'REJECT', comment: '第二单元请再加一份练习' }
    expect((await step(REVIEWER, reviewCourse, id, back)) as CourseDetail).toMatchObject({
      card: { state: 'DRAFT' },
    })
    expect((await see(id)).reviews).toEqual([expect.objectContaining(back)])
    await step(AUTHOR, updateCourse, id, { ...description(), summary: '改过了' })
    await scene.appoint(AUTHOR, 'researcher', '示例市教育局')
    await step(AUTHOR, proposeCourse, id)
    expect(await refused(AUTHOR, reviewCourse, id, { decision: 'PASS' })).toBe('review.own')
    await scene.database.query(`delete from post where role = 'researcher' and person_id = $1`, [authorId])
    await step(REVIEWER, reviewCourse, id, { decision: 'PASS' })
    expect(await queue()).not.toContain(id)
    await step(AUTHOR, reviseCourse, id)
    expect((await see(id)).card.state).toBe('DRAFT')
    const { items } = await (await scene.as('安佑宁')).call(listAudit, { query: { pageSize: 100 } })
    const steps = items.filter(({ target }) => target === `course:${id}`).map(({ action }) => action)
    expect(steps.toReversed()).toEqual([
      'course.created',
      'course.outlined',
      'course.proposed',
      'course.withdrawn',
      'course.proposed',
      'course.reviewed',
      'course.updated',
      'course.proposed',
      'course.reviewed',
      'course.revised',
    ])
  })
})

describe('an open course', () => {
  let id: string
  let course: CourseDetail
  const itemId = (title: string) => {
    const found = course.units
      .flatMap(({ items }) => items)
      .find((one) => (one.kind === 'lesson' ? one.lesson.title : one.resource?.title)?.startsWith(title))
    if (!found) throw new Error(`no ${title}`)
    return found.id
  }
  const params = <T extends object>(extra = {} as T) => ({ id, classId, ...extra })
  const mine = async (who: ApiClient) =>
    (await who.call(listMyCourseClasses, { params: { id } })).items.find((one) => one.classId === classId)
  const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

  beforeAll(async () => {
    id = await draft()
    await fill(id)
    await step(AUTHOR, proposeCourse, id)
    await step(REVIEWER, reviewCourse, id, { decision: 'PASS', comment: '同意' })
    await step(HEAD, openCourse, id)
    course = await see(id)
  })

  it('is there for everybody, and opens nothing that is not', async () => {
    const rural = await scene.as(RURAL)
    const { items } = await rural.call(listCourses, {
      query: { subject: 'english', grade: 3, search: '颜色' },
    })
    expect(items).toEqual([
      expect.objectContaining({ id, state: 'OPEN', units: 2, items: 4, classes: 0, teacherNames: [AUTHOR] }),
    ])
    expect((await rural.call(listCourses, { query: { grade: 4 } })).items).toEqual([])
    expect((await see(id, RURAL)).reviews).toEqual([])
    expect((await see(id, RURAL)).can).toMatchObject({ subscribe: true, answer: false, close: false })
    const lessonOf = async (name: string) => {
      const found = (await see(id, name)).units[0]?.items[1]
      return found?.kind === 'lesson' && found.lesson.canOpen
    }
    // Her class is in that lesson; a stranger only reads when it was.
    expect(await lessonOf(RURAL)).toBe(true)
    const stranger = await scene.nameOf('teacher', '示例市清溪路小学')
    expect(await lessonOf(stranger)).toBe(false)
    await scene.database.query(`update resource set scope = 'school' where id = $1`, [reading.id])
    const place = (await see(id, RURAL)).units[1]?.items[0]
    expect(place).toMatchObject({ kind: 'resource', resource: null })
    await scene.database.query(`update resource set scope = 'county' where id = $1`, [reading.id])
  })

  it('is subscribed to by people of the class, once', async () => {
    const rural = await scene.as(RURAL)
    const stranger = await scene.as(await scene.nameOf('teacher', '示例市清溪路小学'))
    expect(await stranger.refusal(subscribeClass, { params: params() })).toMatchObject({ status: 403 })
    expect(await rural.refusal(subscribeClass, { params: params({ classId: otherGrade }) })).toMatchObject({
      code: 'course.class',
    })
    expect(await room.refusal(subscribeClass, { params: params() })).toMatchObject({ status: 403 })
    await rural.call(subscribeClass, { params: params() })
    const coordinator = await scene.as('陆云舒')
    expect(await coordinator.refusal(subscribeClass, { params: params() })).toMatchObject({
      code: 'course.subscribed',
    })
    await expect(
      scene.database.query(
        `insert into course_subscription (id, course_id, class_id, subscribed_by, subscribed_at)
         select gen_random_uuid(), course_id, class_id, subscribed_by, now() from course_subscription where course_id = $1`,
        [id],
      ),
    ).rejects.toThrow('course_subscription_once')
    const subscribed = async (who: ApiClient) =>
      (await who.call(listCourses, { query: { scope: 'subscribed' } })).items.map((card) => card.id)
    for (const who of [rural, room]) expect(await subscribed(who)).toContain(id)
    expect(await subscribed(stranger)).toEqual([])
  })

  it('counts the lesson by its ledger, the video by what the room was shown, the rest by a teacher’s word', async () => {
    const rural = await scene.as(RURAL)
    const before = await mine(rural)
    // The lesson was held before, with a leg of this class.
    expect(before).toMatchObject({ itemsDone: 1, unitsDone: 0, units: 2, isRural: true })
    expect(before?.items.find((one) => one.itemId === itemId('颜色 Colours'))).toMatchObject({
      done: 'attended',
    })
    const { playId } = await room.call(openPlay, { params: { id: video.fileId }, body: {} })
    const report = async (sequence: number, to: number) => {
      await scene.database.query(
        `update play set reported_at = reported_at - interval '1 minute' where id = $1`,
        [playId],
      )
      const body = { sequence, stretches: [{ from: to - 60, to }], position: to, speed: 1 }
      await room.call(reportPlay, { params: { id: playId }, body })
    }
    const seen = async () => (await mine(room))?.items.find((one) => one.itemId === itemId('颜色歌谣'))
    await report(1, 60)
    expect(await seen()).toMatchObject({ done: null, percent: 50 })
    // The same minute once more shows nothing new.
    await report(2, 60)
    expect(await seen()).toMatchObject({ done: null, percent: 50 })
    await report(3, 120)
    expect(await seen()).toMatchObject({ done: 'watched', percent: 100, on: today() })
    expect(await mine(rural)).toMatchObject({ itemsDone: 2, unitsDone: 1 })
    const mark = (item: string, on: string) => ({ params: params({ itemId: itemId(item) }), body: { on } })
    expect(await rural.refusal(markTaught, mark('颜色阅读单', '2099-01-01'))).toMatchObject({
      code: 'course.taught_day',
    })
    // What has not been held cannot have been taught.
    expect(await rural.refusal(markTaught, mark('我的朋友', today()))).toMatchObject({
      code: 'course.taught_day',
    })
    await rural.call(markTaught, mark('颜色阅读单', today()))
    expect((await mine(rural))?.items.find((one) => one.itemId === itemId('颜色阅读单'))).toMatchObject({
      done: 'taught',
      on: today(),
      markedBy: RURAL,
    })
    const author = await scene.as(AUTHOR)
    expect(
      await author.refusal(unmarkTaught, { params: params({ itemId: itemId('颜色阅读单') }) }),
    ).toMatchObject({ status: 403 })
    await rural.call(unmarkTaught, { params: params({ itemId: itemId('颜色阅读单') }) })
    expect(await mine(rural)).toMatchObject({ itemsDone: 2 })
    await rural.call(markTaught, mark('颜色阅读单', today()))
  })

  it('keeps what a class has seen when the resource is made anew, and where its lesson moved to', async () => {
    const moved = await one(
      `insert into lesson select (jsonb_populate_record(l, jsonb_build_object('id', gen_random_uuid(),
         'rescheduled_from', l.id, 'slot_id', null, 'slot_day', null))).* from lesson l where id = $1 returning id`,
      [comingLesson],
    )
    await scene.database.query(`update lesson set status = 'RESCHEDULED' where id = $1`, [comingLesson])
    await scene.database.query(
      `insert into lesson_leg (id, lesson_id, position, class_id, org_id, result)
       select gen_random_uuid(), $1, position, class_id, org_id, 'PARTIAL' from lesson_leg where lesson_id = $2`,
      [moved, comingLesson],
    )
    await scene.database.query(`update lesson set started_at = now() where id = $1`, [moved])
    const place = (await see(id)).units[1]?.items[1]
    expect(place).toMatchObject({ targetId: comingLesson, lesson: { id: moved, status: 'SCHEDULED' } })
    expect(await mine(await scene.as(RURAL))).toMatchObject({ itemsDone: 4, unitsDone: 2 })
    const file = { role: 'main' as const, name: '新版.pdf', content: Buffer.from('%PDF-1.7 made anew') }
    await scene.database.query(
      `insert into resource_version (id, resource_id, number, state, scope, metadata, created_at, updated_at)
       select gen_random_uuid(), resource_id, number + 1, 'DRAFT', scope, metadata, now(), now()
         from resource_version where resource_id = $1`,
      [video.id],
    )
    await scene.give(AUTHOR, video.id, file)
    await scene.database.query(
      `update processing set facts = '{"durationMs": 60000}' where blob_sha = (select f.blob_sha from resource_file f
         join resource_version v on v.id = f.version_id where v.resource_id = $1 and v.number = 2)`,
      [video.id],
    )
    await scene.submit(AUTHOR, video.id)
    await scene.review(HEAD, video.id)
    await scene.review(REVIEWER, video.id)
    expect(await mine(room)).toMatchObject({ itemsDone: 4 })
  })

  it('answers what classes ask, by the day that was promised', async () => {
    const [rural, author] = [await scene.as(RURAL), await scene.as(AUTHOR)]
    const ask = {
      params: { id },
      body: { classId, unitId: course.units[0]!.id, text: '颜色可以用实物教吗？' },
    }
    const stranger = await scene.as(await scene.nameOf('teacher', '示例市清溪路小学'))
    expect(await stranger.refusal(askCourseQuestion, ask)).toMatchObject({ status: 403 })
    const first = await rural.call(askCourseQuestion, ask)
    expect(first).toMatchObject({ askedBy: RURAL, unit: { title: '颜色' }, late: false, answer: null })
    expect(first.dueAt - first.askedAt).toBe(course.answerDays * 86_400_000)
    const byRoom = await room.call(askCourseQuestion, {
      params: { id },
      body: { classId, text: '没有听清第二句' },
    })
    expect(byRoom.askedBy).toBe('三年级教室')
    expect(
      await room.refusal(askCourseQuestion, {
        params: { id },
        body: { classId: otherGrade, text: '别的班' },
      }),
    ).toMatchObject({ status: 403 })
    const list = async (who: ApiClient, state: 'all' | 'open' | 'overdue' = 'all') =>
      (await who.call(listCourseQuestions, { params: { id }, query: { state } })).items.map((one) => one.id)
    expect(await list(author, 'open')).toEqual([first.id, byRoom.id])
    expect(await list(room)).toEqual([first.id, byRoom.id])
    expect(await list(stranger)).toEqual([])
    await scene.database.query(
      `update course_question set asked_at = asked_at - interval '9 days', due_at = due_at - interval '9 days' where id = $1`,
      [byRoom.id],
    )
    expect(await list(author, 'overdue')).toEqual([byRoom.id])
    const answer = { params: { id: first.id }, body: { text: '可以，先让孩子们指一指。' } }
    expect(await rural.refusal(answerCourseQuestion, answer)).toMatchObject({ status: 403 })
    expect(await author.call(answerCourseQuestion, answer)).toMatchObject({
      late: false,
      answer: { byName: AUTHOR, text: '可以，先让孩子们指一指。' },
    })
    expect(await author.refusal(answerCourseQuestion, answer)).toMatchObject({ code: 'course.answered' })
    expect(await list(rural)).toEqual([byRoom.id, first.id])
    const { figures, items } = await author.call(listCourseClasses, { params: { id } })
    expect(figures).toEqual({
      classes: 1,
      ruralClasses: 1,
      unitsPerClass: 2,
      questions: 2,
      judged: 2,
      answeredInTime: 1,
      overdue: 1,
    })
    expect(items).toEqual([expect.objectContaining({ classId, unitsDone: 2 })])
    expect(await rural.refusal(listCourseClasses, { params: { id } })).toMatchObject({ status: 403 })
  })

  it('grows and never shrinks', async () => {
    const units = outlineOf(await see(id))
    expect(await refused(AUTHOR, saveOutline, id, { units: [units[0]] })).toBe('course.state')
    expect(
      await refused(AUTHOR, saveOutline, id, { units: [...units, { id: null, title: '空', items: [] }] }),
    ).toBe('course.incomplete')
    expect(await refused(AUTHOR, updateCourse, id, description())).toBe('course.state')
    const more = await publish(scene, { title: '颜色复习', subject: 'english', gradeFrom: 3, gradeTo: 3 })
    const third = { id: null, title: '复习', items: [item('resource', more.id)] }
    await step(AUTHOR, saveOutline, id, { units: [...units, third] })
    expect(await mine(room)).toMatchObject({ itemsDone: 4, units: 3, unitsDone: 2 })
    // What goes offline leaves its place, and takes nothing from what was learnt.
    await (
      await scene.as(AUTHOR)
    ).call(takeOffline, { params: { id: video.id }, body: { reason: '内容有误，重新制作' } })
    expect((await see(id, RURAL)).units[0]?.items[0]).toMatchObject({ resource: null })
    expect(await mine(room)).toMatchObject({ itemsDone: 4 })
  })

  it('starts by its day, loses and regains a class, and ends with a reason', async () => {
    const [rural, officer] = [await scene.as(RURAL), '顾知行']
    stack.processes.start('jobs')
    await scene.database.query(`update course set starts_on = $2 where id = $1`, [id, today()])
    await waitFor('the queue', () =>
      scene.database.query(`insert into pgboss.job (name) values ('courses.start-due')`),
    )
    await waitFor('its day to be noticed', async () => (await see(id)).card.state === 'RUNNING')
    expect(await refused(AUTHOR, startCourse, id)).toBe('course.state')
    await rural.call(unsubscribeClass, { params: params() })
    expect(await rural.refusal(unsubscribeClass, { params: params() })).toMatchObject({
      code: 'course.not_subscribed',
    })
    expect(await mine(room)).toBeUndefined()
    const ask = { params: { id }, body: { classId, text: '还能提问吗？' } }
    expect(await rural.refusal(askCourseQuestion, ask)).toMatchObject({ code: 'course.not_subscribed' })
    await rural.call(subscribeClass, { params: params() })
    expect(await mine(room)).toMatchObject({ itemsDone: 4 })
    expect(await refused(RURAL, closeCourse, id, { reason: '不想学了' })).toBe('auth.forbidden')
    await step(officer, closeCourse, id, { reason: '学期结束' })
    expect(await see(id, RURAL)).toMatchObject({ closedReason: '学期结束', can: { subscribe: false } })
    expect(await rural.refusal(unsubscribeClass, { params: params() })).toMatchObject({
      code: 'course.state',
    })
    await expect(
      scene.database.query('update course set closed_reason = null where id = $1', [id]),
    ).rejects.toThrow('violates check constraint')
  })
})
