import {
  beginEnrolment,
  confirmEnrolment,
  getMediaAccess,
  planLesson,
  pollEnrolment,
  type LessonInput,
  type LessonSummary,
} from '@tongke/contract'
import pg from 'pg'
import { agree } from './agreements.ts'
import { ApiClient } from './api-client.ts'
import { ClassClient } from './class-client.ts'
import { MediaNodeDouble } from './media-node-double.ts'
import type { Stack } from './stack.ts'

export interface SceneLeg {
  readonly school: string
  readonly orgId: string
  readonly classId: string
  readonly assistantId: string
  readonly assistant: ApiClient
  readonly deviceId: string
  readonly room: ApiClient
}

/** Schools of the demo county that no demo lesson uses, with the coordinator that confirms their devices. */
const LISTENING = [
  { school: '柳湾村小学', coordinator: '秦若枫' },
  { school: '渡口村小学', coordinator: '白鹤年' },
]
const LECTURER = '周乐山'
const LECTURE_SCHOOL = '示例市清溪路小学'

/** A lecturer, a lecture class, and two listening classes with assistant and signed-in room device, in the demo county. */
export class LessonScene {
  #hasDatabase = true

  private constructor(
    readonly stack: Stack,
    readonly database: pg.Client,
    readonly lecturer: ApiClient,
    readonly lecturerId: string,
    readonly lectureClassId: string,
    readonly legs: readonly [SceneLeg, SceneLeg],
  ) {
    for (const sign of ['error', 'end'] as const) {
      database.on(sign, () => {
        this.#hasDatabase = false
      })
    }
  }

  static async set(stack: Stack): Promise<LessonScene> {
    const database = new pg.Client({ connectionString: stack.databaseUrl })
    await database.connect()
    const lecturer = await ApiClient.as(stack.serverUrl, LECTURER)
    const person = await one(database, 'select id from person where name = $1', [LECTURER])
    const lecture = await one(database, CLASS_OF_GRADE_3, [LECTURE_SCHOOL])
    const [first, second] = [await legOf(stack, database, 0), await legOf(stack, database, 1)]
    const listening = [first.classId, second.classId]
    await agree(stack.databaseUrl, lecture.id, listening)
    const scene = new LessonScene(stack, database, lecturer, person.id, lecture.id, [first, second])
    // The county's timetable goes on at every hour; these people are here for the tests.
    await scene.clear('slot_id is not null')
    return scene
  }

  /** A lesson with both classes; with `plannedStart` null (unless told) its room is open. */
  async plan(change: Partial<LessonInput> = {}): Promise<LessonSummary> {
    return this.lecturer.call(planLesson, { body: this.input(change) })
  }

  input(change: Partial<LessonInput> = {}) {
    return {
      title: '春天在哪里',
      subject: 'music' as const,
      grade: 3,
      plannedStart: null,
      lectureClassId: this.lectureClassId,
      legs: this.legs.map(({ classId, assistantId }) => ({ classId, assistantId })),
      ...change,
    }
  }

  /** The lesson open and live with everybody in it. */
  async live(node: MediaNodeDouble, change: Partial<LessonInput> = {}): Promise<LiveLesson> {
    const lesson = await this.plan(change)
    const legIds = lesson.legs.map((leg) => leg.id)
    const lecturer = await ClassClient.enter(this.lecturer, lesson.id)
    const assistants = await Promise.all(this.legs.map((leg) => ClassClient.enter(leg.assistant, lesson.id)))
    const rooms = await Promise.all(this.legs.map((leg) => ClassClient.enter(leg.room, lesson.id)))
    await this.ticket(this.lecturer, lesson.id)
    await node.join(lesson.id, 'lecturer')
    for (const legId of legIds) await node.join(lesson.id, `leg:${legId}`)
    await lecturer.until('everybody is there', (state) =>
      Object.values(state.legs).every((leg) => leg.status === 'ONLINE' && leg.assistantPresent),
    )
    await lecturer.send({ type: 'start' })
    return { id: lesson.id, legIds, lecturer, assistants, rooms }
  }

  /** A ticket to the media room; the first one places the lesson on a node. */
  ticket(who: ApiClient, lessonId: string) {
    return who.call(getMediaAccess, { params: { id: lessonId } })
  }

  /** Ends what is open, so that the next test may use the same people. In the log too: the state is read from there. */
  async clear(which = 'true'): Promise<void> {
    await this.database.query(
      `with gone as (
         update lesson set status = 'CANCELLED', due_at = null, revision = revision + 1
          where ${which} and status in ('SCHEDULED', 'PREPARED', 'CHECKED', 'WAITING', 'LIVE', 'INTERRUPTED') returning id, revision)
       insert into lesson_event (lesson_id, revision, at, kind, actor_part, body)
       select id, revision, now(), 'cancelled', 'system', '{"kind":"cancelled","reason":"other","late":false}' from gone`,
    )
  }

  async leave(): Promise<void> {
    // A suite may have killed the database: a client that lost it cannot say goodbye.
    if (this.#hasDatabase) await this.database.end().catch(() => undefined)
  }
}

export interface LiveLesson {
  readonly id: string
  readonly legIds: string[]
  readonly lecturer: ClassClient
  readonly assistants: ClassClient[]
  readonly rooms: ClassClient[]
}

export const closeAll = ({ lecturer, assistants, rooms }: LiveLesson): void => {
  for (const client of [lecturer, ...assistants, ...rooms]) client.close()
}

const CLASS_OF_GRADE_3 = `select c.id, c.org_id as "orgId" from school_class c join organization o on o.id = c.org_id
  where o.name = $1 and 3 = any(c.grades) and c.closed_on is null limit 1`

interface Found {
  id: string
  orgId: string
  name: string
}

const one = async (database: pg.Client, sql: string, parameters: unknown[]): Promise<Found> => {
  const { rows } = await database.query<Found>(sql, parameters)
  if (!rows[0]) throw new Error(`nothing for ${parameters.join()}`)
  return rows[0]
}

async function legOf(stack: Stack, database: pg.Client, index: 0 | 1): Promise<SceneLeg> {
  const { school, coordinator } = LISTENING[index] as (typeof LISTENING)[number]
  const { id: classId, orgId } = await one(database, CLASS_OF_GRADE_3, [school])
  const teacher = await one(
    database,
    `select p.id, p.name from post t join person p on p.id = t.person_id
      where t.org_id = $1 and t.role = 'teacher' order by p.county_no limit 1`,
    [orgId],
  )
  const room = new ApiClient(stack.serverUrl)
  const { code } = await room.call(beginEnrolment, {})
  const confirmer = await ApiClient.as(stack.serverUrl, coordinator)
  const body = { code, name: `${school}教室`, kind: 'listen' as const, orgId, classId }
  const device = await confirmer.call(confirmEnrolment, { body })
  await room.call(pollEnrolment, {})
  const assistant = await ApiClient.as(stack.serverUrl, teacher.name)
  return { school, orgId, classId, assistantId: teacher.id, assistant, deviceId: device.id, room }
}
