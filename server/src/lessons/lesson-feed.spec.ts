import type { LessonEvent } from '@tongke/contract'
import * as fc from 'fast-check'
import { NOTICES_RESUMED, type Notices } from '../platform/database/notices.ts'
import type { Logger } from '../platform/logger.ts'
import { LessonFeed } from './lesson-feed.ts'
import type { LessonNotice } from './lesson-notice.ts'
import type { LessonStore } from './lesson-store.ts'
import { uuid } from './lesson.fixtures.ts'

const ID = uuid(9)
const event = (revision: number): LessonEvent => ({ revision, at: revision, body: { kind: 'opened' } })
const settle = () => new Promise((resolve) => setTimeout(resolve, 0))

/** A feed between a log that grows and notices that come when the test says. */
function feedOf(log: LessonEvent[]) {
  let onNotice: (payload: unknown) => void = () => undefined
  let onListening: () => void = () => undefined
  const notices = {
    subscribe: (topic: string, handler: (payload: unknown) => void) => {
      if (topic === NOTICES_RESUMED) onListening = () => handler({})
      else onNotice = handler
      return () => undefined
    },
  } as unknown as Notices
  const outage = { reads: 0 }
  const store = {
    eventsAfter: async (_: string, since: number) => {
      if (outage.reads > 0) {
        outage.reads -= 1
        throw new Error('the database is away')
      }
      return log.filter(({ revision }) => revision > since)
    },
  } as unknown as LessonStore
  const feed = new LessonFeed(notices, store, { warn: () => undefined } as unknown as Logger)
  const delivered: number[] = []
  feed.onModuleInit()
  feed.onEvents((_, events) => delivered.push(...events.map(({ revision }) => revision)))
  const notice = (last: number, inline: boolean) =>
    onNotice({
      lessonId: ID,
      last,
      events: inline ? log.filter(({ revision }) => revision === last) : null,
    } satisfies LessonNotice)
  return { feed, delivered, notice, outage, listenAgain: () => onListening() }
}

test('whatever notices get lost, what is delivered has no gap and no repetition', async () => {
  const step = fc.record({ lost: fc.boolean(), inline: fc.boolean(), reconnects: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(fc.nat(5), fc.array(step, { maxLength: 15 }), async (start, steps) => {
      const log = Array.from({ length: start }, (_, index) => event(index + 1))
      const { feed, delivered, notice, listenAgain } = feedOf(log)
      feed.watch(ID)
      feed.seen(ID, start)
      for (const { lost, inline, reconnects } of steps) {
        log.push(event(log.length + 1))
        if (!lost) notice(log.length, inline)
        if (reconnects) listenAgain()
        await settle()
      }
      listenAgain()
      await settle()
      expect(delivered).toEqual(log.slice(start).map(({ revision }) => revision))
    }),
  )
})

test('what could not be read at first is delivered later, without another notice', async () => {
  const log = [event(1)]
  const { feed, delivered, notice, outage, listenAgain } = feedOf(log)
  feed.watch(ID)
  feed.seen(ID, 1)
  log.push(event(2), event(3))
  outage.reads = 2
  notice(3, false)
  listenAgain()
  for (const until = Date.now() + 5_000; delivered.length < 2 && Date.now() < until;) await settle()
  expect(delivered).toEqual([2, 3])
})

test('nothing is delivered of lessons nobody here is in', async () => {
  const { feed, delivered, notice } = feedOf([event(1)])
  notice(1, true)
  feed.watch(ID)
  feed.unwatch(ID)
  notice(1, true)
  await settle()
  expect(delivered).toEqual([])
})

test('a reader is covered unless something newer went out before', async () => {
  const { feed, notice } = feedOf([event(1), event(2)])
  expect(feed.covers(ID, 5)).toBe(false)
  feed.watch(ID)
  expect(feed.covers(ID, 1)).toBe(true)
  notice(2, true)
  await settle()
  expect([feed.covers(ID, 1), feed.covers(ID, 2)]).toEqual([false, true])
})
