import { setTimeout as sleep } from 'node:timers/promises'
import { Injectable, type OnModuleInit } from '@nestjs/common'
import type { LessonEvent } from '@tongke/contract'
import { Notices, NOTICES_RESUMED } from '../platform/database/notices.ts'
import { InjectLogger, type Logger } from '../platform/logger.ts'
import { LESSON_CHANGED, type LessonNotice } from './lesson-notice.ts'
import { LessonStore } from './lesson-store.ts'

const UNKNOWN = -1
/** Pauses before the log is asked again; the last one is repeated. */
const RETRY_AFTER_MS = [50, 200, 1_000, 3_000]

type Deliver = (lessonId: string, events: LessonEvent[]) => void

/**
 * Events of lessons that sockets of this process are in, each once, in order, without gaps: notices say that there is
 * something new, the log says what.
 */
@Injectable()
export class LessonFeed implements OnModuleInit {
  /** Newest revision delivered here, of lessons somebody here is in; UNKNOWN before the first. */
  private readonly delivered = new Map<string, number>()
  private readonly queues = new Map<string, Promise<void>>()
  private deliver: Deliver = () => undefined

  constructor(
    private readonly notices: Notices,
    private readonly store: LessonStore,
    @InjectLogger() private readonly logger: Logger,
  ) {}

  onModuleInit() {
    this.notices.subscribe(LESSON_CHANGED, (payload) => this.enqueue(payload as LessonNotice))
    this.notices.subscribe(NOTICES_RESUMED, () => this.catchUpAll())
  }

  onEvents(deliver: Deliver): void {
    this.deliver = deliver
  }

  /** From now on events of this lesson are delivered. Call it before the state is read, so that none falls between. */
  watch(lessonId: string): void {
    if (!this.delivered.has(lessonId)) this.delivered.set(lessonId, UNKNOWN)
  }

  /** Somebody here has read the lesson up to `revision`: what comes after can be caught up. */
  seen(lessonId: string, revision: number): void {
    if (this.delivered.get(lessonId) === UNKNOWN) this.delivered.set(lessonId, revision)
  }

  /** Whether whoever has read up to `revision` will be given all that follows: nothing newer went out before. */
  covers(lessonId: string, revision: number): boolean {
    const delivered = this.delivered.get(lessonId)
    return delivered !== undefined && delivered <= revision
  }

  unwatch(lessonId: string): void {
    this.delivered.delete(lessonId)
  }

  /** Notices may have been lost while nobody listened. */
  private catchUpAll(): void {
    for (const lessonId of this.delivered.keys()) this.enqueue({ lessonId, last: Infinity, events: null })
  }

  private enqueue(notice: LessonNotice): void {
    const { lessonId } = notice
    if (!this.delivered.has(lessonId)) return
    const next = (this.queues.get(lessonId) ?? Promise.resolve())
      .then(() => this.forwardSurely(notice))
      .finally(() => {
        if (this.queues.get(lessonId) === next) this.queues.delete(lessonId)
      })
    this.queues.set(lessonId, next)
  }

  /** A notice comes once: as long as somebody here is in the lesson, what it told is fetched until it is there. */
  private async forwardSurely(notice: LessonNotice): Promise<void> {
    for (let attempt = 0; this.delivered.has(notice.lessonId); attempt += 1) {
      try {
        return await this.forward(notice)
      } catch (error) {
        this.logger.warn({ err: error, lessonId: notice.lessonId, attempt }, 'Cannot forward events yet')
        await sleep(RETRY_AFTER_MS[Math.min(attempt, RETRY_AFTER_MS.length - 1)], undefined, { ref: false })
      }
    }
  }

  private async forward({ lessonId, last, events }: LessonNotice): Promise<void> {
    const from = this.delivered.get(lessonId)
    if (from === undefined || last <= from || (from === UNKNOWN && last === Infinity)) return
    const fits = events && (from === UNKNOWN || events[0]?.revision === from + 1)
    const fresh = fits ? events : await this.store.eventsAfter(lessonId, from === UNKNOWN ? last - 1 : from)
    const newest = fresh.at(-1)
    if (!newest || !this.delivered.has(lessonId)) return
    this.delivered.set(lessonId, newest.revision)
    this.deliver(lessonId, fresh)
  }
}
