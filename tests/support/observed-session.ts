import { addSessionMember, proposeSession, type Subject } from '@tongke/contract'
import type pg from 'pg'
import type { ApiClient } from './api-client.ts'
import { PastLessons, type PastClass } from './past-lessons.ts'

const MINUTE = 60_000

export interface ObservedScene {
  readonly sessionId: string
  readonly lessonId: string
  /** When the lesson began and ended, ms. */
  readonly startedAt: number
  readonly endedAt: number
}

const personOf = async (database: pg.Client, name: string): Promise<{ id: string; orgId: string }> => {
  const { rows } = await database.query<{ id: string; orgId: string }>(
    `select p.id, t.org_id as "orgId" from person p join post t on t.person_id = p.id where p.name = $1 limit 1`,
    [name],
  )
  if (!rows[0]) throw new Error(`no ${name}`)
  return rows[0]
}

async function classAt(database: pg.Client, school: string): Promise<PastClass> {
  const { rows } = await database.query<PastClass>(
    `select c.id as "classId", o.id as "orgId", o.name as "orgName", c.name as "className"
       from school_class c join organization o on o.id = c.org_id
      where o.name = $1 and c.closed_on is null order by 3 = any(c.grades) desc, c.grades limit 1`,
    [school],
  )
  if (!rows[0]) throw new Error(`no class at ${school}`)
  return rows[0]
}

/** Lets a lesson that was written as over go on: its end is taken away, and time lets it be. */
async function reopen(database: pg.Client, lessonId: string): Promise<void> {
  await database.query('alter table lesson_event disable trigger user')
  await database.query(`delete from lesson_event where lesson_id = $1 and kind = 'ended'`, [lessonId])
  await database.query('alter table lesson_event enable trigger user')
  await database.query(
    `update lesson set status = 'LIVE', ended_at = null, due_at = null,
       revision = (select max(revision) from lesson_event where lesson_id = $1) where id = $1`,
    [lessonId],
  )
}

/**
 * A session of teachers of several schools around a lesson that ended a while ago, or goes on, proposed by its lecturer.
 * @param members beside the lecturer, by name
 */
export async function observedSession(
  database: pg.Client,
  lecturer: { name: string; client: ApiClient },
  members: readonly string[],
  { isRunning = false } = {},
): Promise<ObservedScene> {
  const me = await personOf(database, lecturer.name)
  const startedAt = Date.now() - (isRunning ? 15 : 60) * MINUTE
  const { id: lessonId } = await new PastLessons(database).write({
    at: new Date(startedAt),
    title: '观课用的一课',
    lecturerId: me.id,
    lecture: await classAt(database, '示例市第一实验小学'),
    legs: [
      { of: await classAt(database, '石桥村小学'), online: 40, stages: [{ minute: 12, waitSeconds: 9 }] },
    ],
    startedAfter: 0,
  })
  if (isRunning) await reopen(database, lessonId)
  const described = {
    theme: '远端的孩子开口说',
    subject: 'music' as Subject,
    grade: 3,
    form: 'lesson_study' as const,
  }
  const { card } = await lecturer.client.call(proposeSession, {
    body: { ...described, mainPreparerId: me.id, hostOrgId: me.orgId },
  })
  for (const name of members) {
    const { id } = await personOf(database, name)
    await lecturer.client.call(addSessionMember, { params: { id: card.id, personId: id } })
  }
  await database.query(
    `insert into research_session_lesson (lesson_id, session_id, purpose, round, linked_by, linked_at)
     values ($1, $2, 'teaching', 1, $3, now())`,
    [lessonId, card.id, me.id],
  )
  return { sessionId: card.id, lessonId, startedAt, endedAt: startedAt + 40 * MINUTE }
}
