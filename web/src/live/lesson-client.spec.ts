import { emptyLesson, type LessonEvent, type LessonPlan, type LessonState } from '@tongke/contract'
import { ClassServer } from './class-server.fixture.ts'
import { uuid7 } from './id.ts'
import { LessonClient, type LessonView } from './lesson-client.ts'
import type { Shelf } from './outbox.ts'

const lessonId = uuid7()
const legId = uuid7()
const plan: LessonPlan = {
  title: '圆的面积',
  type: 'delivery',
  subject: 'mathematics',
  grade: 6,
  plannedStart: 0,
  plannedMinutes: 40,
  lecturer: { id: legId, name: '王', orgName: '实验小学' },
  lectureClass: { id: legId, name: '六（1）班', orgName: '实验小学' },
  legs: [],
}
const me = { part: 'assistant', personId: legId, legId, name: '李' }
const turned = (revision: number, page: number): LessonEvent => ({
  revision,
  at: 1,
  body: { kind: 'page_turned', page },
})
const state = (revision: number, page: number): LessonState => ({
  ...emptyLesson(lessonId, plan),
  revision,
  page,
})

const memory = (): Shelf => {
  const values = new Map<string, string>()
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  }
}

describe('lesson client', () => {
  const server = new ClassServer()
  let client: LessonClient
  let joins: { since?: number }[]
  let commands: { commandId: string }[]

  const until = (isTrue: (view: LessonView) => boolean): Promise<LessonView> =>
    new Promise((resolve) => {
      const look = () => {
        if (!isTrue(client.view.get())) return
        stop()
        resolve(client.view.get())
      }
      const stop = client.view.subscribe(look)
      look()
    })

  beforeEach(async () => {
    Object.assign(globalThis, { window: new EventTarget() })
    joins = []
    commands = []
    server.isSilent = false
    server.answers['join'] = (join: { since?: number }) => {
      joins.push(join)
      return { me, now: 1, snapshot: state(5, 50) }
    }
    server.answers['command'] = (command: { commandId: string }) => {
      commands.push(command)
      return { revision: 6, now: 1 }
    }
    await server.listen()
    client = new LessonClient({ url: server.url, lessonId, shelf: memory() })
  })
  afterEach(async () => {
    client.close()
    await server.close()
  })

  it('joins with a snapshot and follows changes', async () => {
    client.enter()
    await until((view) => view.lesson?.page === 50)
    server.send('change', { lessonId, now: 1, events: [turned(6, 51)] })
    expect((await until((view) => view.lesson?.page === 51)).line).toBe('live')
  })

  it('does not lose a change that overtakes the answer to its join', async () => {
    server.answers['join'] = () => {
      server.send('change', { lessonId, now: 1, events: [turned(6, 51)] })
      return { me, now: 1, snapshot: state(5, 50) }
    }
    client.enter()
    expect((await until((view) => view.line === 'live')).lesson?.page).toBe(51)
  })

  it('asks for what it missed by its last revision, after a loss and at a gap', async () => {
    client.enter()
    await until((view) => view.line === 'live')
    server.answers['join'] = (join: { since?: number }) => {
      joins.push(join)
      return {
        me,
        now: 1,
        events: [turned(6, 51), turned(7, 52), turned(8, 53)].slice((join.since ?? 0) - 5),
      }
    }
    server.drop()
    await until((view) => view.lesson?.page === 53)
    expect(joins.at(-1)).toMatchObject({ since: 5 })
    server.answers['join'] = (join: { since?: number }) => {
      joins.push(join)
      return { me, now: 1, events: [turned(9, 60), turned(10, 61)] }
    }
    server.send('change', { lessonId, now: 1, events: [turned(10, 61)] })
    await until((view) => view.lesson?.page === 61)
    expect(joins.at(-1)).toMatchObject({ since: 8 })
  })

  it('repeats a command under the same id until it is acknowledged', async () => {
    client.enter()
    await until((view) => view.line === 'live')
    let isFirst = true
    server.answers['command'] = (command: { commandId: string }) => {
      commands.push(command)
      if (isFirst) {
        isFirst = false
        server.drop()
        return { ok: false, error: { code: 'unavailable', message: '' } }
      }
      return { revision: 6, now: 1 }
    }
    const done = client.send({ type: 'raise_hand', legId, seat: 7 })
    expect(client.view.get().waiting).toHaveLength(1)
    await expect(done).resolves.toMatchObject({ revision: 6 })
    expect(commands.length).toBeGreaterThanOrEqual(2)
    expect(new Set(commands.map(({ commandId }) => commandId)).size).toBe(1)
    expect(client.view.get().waiting).toEqual([])
  })

  it('does not repeat what was refused', async () => {
    client.enter()
    await until((view) => view.line === 'live')
    server.answers['command'] = () => ({ ok: false, error: { code: 'lesson.not_your_leg', message: '' } })
    await expect(client.send({ type: 'raise_hand', legId, seat: 7 })).rejects.toMatchObject({
      code: 'lesson.not_your_leg',
    })
    expect(client.view.get().waiting).toEqual([])
  })

  it('delivers a head count that was taken without a line, even after a reload', async () => {
    const shelf = memory()
    const offline = new LessonClient({ url: 'http://127.0.0.1:1', lessonId, shelf })
    const headcount = { expected: 6, present: 5, leave: 1, absent: 0 }
    const lost = offline.send({ type: 'take_headcount', legId, headcount }).catch(() => 'closed')
    offline.close()
    await lost
    client.close()
    client = new LessonClient({ url: server.url, lessonId, shelf })
    client.enter()
    await until((view) => view.line === 'live' && view.waiting.length === 0)
    expect(commands).toHaveLength(1)
  })

  it('says why it may not enter', async () => {
    server.answers['join'] = () => ({ ok: false, error: { code: 'lesson.not_participant', message: '' } })
    client.enter()
    expect((await until((view) => view.line === 'refused')).refusal).toBe('lesson.not_participant')
  })

  it('leaves when it is signed out', async () => {
    client.enter()
    await until((view) => view.line === 'live')
    server.send('goodbye', { reason: 'device_revoked' })
    expect((await until((view) => view.line === 'refused')).refusal).toBe('device.revoked')
  })
})
