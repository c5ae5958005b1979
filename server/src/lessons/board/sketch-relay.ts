import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common'
import {
  hasSurface,
  Refusal,
  SketchNotice,
  type LessonState,
  type Participant,
  type Sketch,
} from '@tongke/contract'
import { z } from 'zod'
import { Config } from '../../platform/config.ts'
import { Database } from '../../platform/database/database.ts'
import { Notices } from '../../platform/database/notices.ts'
import { InjectLogger, type Logger } from '../../platform/logger.ts'
import { mayWrite, writerOf } from './board-commands.rules.ts'

const SKETCHES = 'lesson.sketches'
const Shared = z.object({ replica: z.string(), sketches: z.array(SketchNotice) })

/** Other replicas get what was drawn within this time in one notice: they are few, notices cost. ms */
const GATHER_MS = 40
/** Of one notice; Postgres takes less than 8 kB. */
const MOST_BYTES = 6_000
/** A replica that cannot keep up draws less: what is kept nowhere may be lost. */
const MOST_WAITING = 400

/** Why somebody's pen is not shown to the others; null: it is. Pure. */
export function sketchRefusal(state: LessonState, me: Participant, sketch: Sketch): Refusal | null {
  if (!mayWrite(state, me)) return new Refusal('lesson.not_writer')
  return hasSurface(state.board, sketch.surface) ? null : new Refusal('lesson.surface_unknown')
}

export const sketchNotice = (lessonId: string, me: Participant, sketch: Sketch): SketchNotice => ({
  lessonId,
  legId: writerOf(me),
  sketch,
})

/** Carries pens and pointers to the sockets of other replicas. Nothing is stored, and nothing waits for it. */
@Injectable()
export class SketchRelay implements OnModuleInit, OnModuleDestroy {
  private waiting: SketchNotice[] = []
  private timer: NodeJS.Timeout | undefined
  private deliver: (notice: SketchNotice) => void = () => undefined

  constructor(
    private readonly notices: Notices,
    private readonly database: Database,
    private readonly config: Config,
    @InjectLogger() private readonly logger: Logger,
  ) {}

  onModuleInit() {
    this.notices.subscribe(SKETCHES, (payload) => {
      const { replica, sketches } = Shared.parse(payload)
      if (replica !== this.config.replica) sketches.forEach((one) => this.deliver(one))
    })
  }

  onModuleDestroy() {
    clearTimeout(this.timer)
  }

  onSketch(deliver: (notice: SketchNotice) => void): void {
    this.deliver = deliver
  }

  share(notice: SketchNotice): void {
    if (this.waiting.length < MOST_WAITING) this.waiting.push(notice)
    this.timer ??= setTimeout(() => void this.flush(), GATHER_MS).unref()
  }

  private async flush(): Promise<void> {
    this.timer = undefined
    const all = this.waiting.splice(0)
    try {
      for (const sketches of parcels(all))
        await this.notices.publish(this.database.manager, SKETCHES, {
          replica: this.config.replica,
          sketches,
        })
    } catch (error) {
      this.logger.warn({ err: error }, 'Cannot share sketches with other replicas')
    }
  }
}

/** In order, each small enough for a notice. */
export function parcels(sketches: readonly SketchNotice[], most = MOST_BYTES): SketchNotice[][] {
  const made: SketchNotice[][] = []
  let size = Infinity
  for (const sketch of sketches) {
    const bytes = Buffer.byteLength(JSON.stringify(sketch)) + 1
    if (size + bytes > most) {
      made.push([])
      size = 0
    }
    made.at(-1)?.push(sketch)
    size += bytes
  }
  return made
}
