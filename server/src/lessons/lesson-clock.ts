import { Injectable, type OnModuleInit } from '@nestjs/common'
import { Clock } from '../platform/clock.ts'
import { Database } from '../platform/database/database.ts'
import { JobSchedule } from '../platform/jobs/job-schedule.ts'
import { InjectLogger, type Logger } from '../platform/logger.ts'
import { ClassPlaneService } from './class-plane.service.ts'
import { LessonEngine } from './lesson-engine.ts'
import { LessonPresence } from './lesson-presence.ts'
import { LessonUpkeep } from './lesson-upkeep.ts'
import { MediaIntake } from './media-intake.ts'
import { MediaNodes } from './media-nodes.ts'

const EVERY_MS = 1_000
const AT_ONCE = 50
/** After a start or a pause servers get this long to renew their leases before any is judged. */
const PATIENCE_MS = 15_000
const PAUSE_MS = 5_000
const UPKEEP_EVERY_MS = 5_000

/** What time does to lessons: one pass each second, by one jobs process at a time. */
@Injectable()
export class LessonClock implements OnModuleInit {
  private patientUntil = 0
  private lastPass = 0
  private lastUpkeep = 0

  constructor(
    private readonly database: Database,
    private readonly engine: LessonEngine,
    private readonly presence: LessonPresence,
    private readonly plane: ClassPlaneService,
    private readonly nodes: MediaNodes,
    private readonly intake: MediaIntake,
    private readonly upkeep: LessonUpkeep,
    private readonly clock: Clock,
    private readonly schedule: JobSchedule,
    @InjectLogger() private readonly logger: Logger,
  ) {}

  onModuleInit() {
    this.schedule.tick('lesson-clock', EVERY_MS, () => this.pass())
  }

  async pass(): Promise<void> {
    const now = this.clock.now().getTime()
    if (now - this.lastPass > PAUSE_MS) this.patientUntil = now + PATIENCE_MS
    await this.work(now)
    this.lastPass = now
  }

  private async work(now: number): Promise<void> {
    await this.each(await this.due(), (id) => this.engine.run(id, { type: 'tick' }, { part: 'system' }))
    const boots = await this.nodes.endSilentBoots()
    if (boots.length > 0) this.logger.warn({ boots }, 'media nodes are silent, their connections are over')
    await this.each(await this.nodes.lessonsOf(boots), (id) => this.intake.syncAll([id]))
    const isPatient = now < this.patientUntil
    if (!isPatient) await this.each(await this.presence.sweep(), (id) => this.plane.syncPresence(id))
    if (now - this.lastUpkeep < UPKEEP_EVERY_MS) return
    this.lastUpkeep = now
    await this.upkeep.pass(!isPatient)
  }

  private async due(): Promise<string[]> {
    const rows = await this.database.rows<{ id: string }>(
      'select id from lesson where due_at <= $1 order by due_at limit $2',
      [this.clock.now(), AT_ONCE],
    )
    return rows.map((row) => row.id)
  }

  /** One lesson's fault must not stop the others. */
  private async each(
    lessonIds: readonly string[],
    work: (lessonId: string) => Promise<unknown>,
  ): Promise<void> {
    for (const lessonId of lessonIds) {
      await work(lessonId).catch((error: unknown) =>
        this.logger.error({ err: error, lessonId }, 'The clock failed on a lesson'),
      )
    }
  }
}
