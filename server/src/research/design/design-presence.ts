import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common'
import { DesignPresence, PRESENCE_EVERY_MS, type DesignPerson } from '@tongke/contract'
import { z } from 'zod'
import { Config } from '../../platform/config.ts'
import { Database } from '../../platform/database/database.ts'
import { Notices } from '../../platform/database/notices.ts'
import { InjectLogger, type Logger } from '../../platform/logger.ts'

const PRESENCE = 'design.presence'
const Shared = z.object({ replica: z.string(), presences: z.array(DesignPresence) })

/** Other replicas get what happened within this time in one notice, and of each cursor the newest place only. ms */
const GATHER_MS = 60
/** Cursors of one notice; each is some 400 bytes, and Postgres takes less than 8 kB. */
const OF_ONE_NOTICE = 10
/** Whoever has not told a cursor for so long is gone, even when nobody said so. ms */
const GONE_AFTER_MS = 3 * PRESENCE_EVERY_MS

interface Seen {
  readonly person: DesignPerson
  at: number
}

/** Who has which design open, on whatever replica. Nothing is stored: clients tell it again and again. */
@Injectable()
export class DesignPresences implements OnModuleInit, OnModuleDestroy {
  private readonly seen = new Map<string, Map<string, Seen>>()
  private readonly waiting = new Map<string, DesignPresence>()
  private timer: NodeJS.Timeout | undefined
  private deliver: (presence: DesignPresence) => void = () => undefined

  constructor(
    private readonly notices: Notices,
    private readonly database: Database,
    private readonly config: Config,
    @InjectLogger() private readonly logger: Logger,
  ) {}

  onModuleInit() {
    this.notices.subscribe(PRESENCE, (payload) => {
      const { replica, presences } = Shared.parse(payload)
      if (replica === this.config.replica) return
      for (const presence of presences) {
        this.note(presence)
        this.deliver(presence)
      }
    })
  }

  onModuleDestroy() {
    clearTimeout(this.timer)
  }

  onPresence(deliver: (presence: DesignPresence) => void): void {
    this.deliver = deliver
  }

  /** To everybody who has the design open, here and elsewhere. */
  tell(presence: DesignPresence): void {
    this.note(presence)
    this.deliver(presence)
    this.waiting.set(presence.connectionId, presence)
    this.timer ??= setTimeout(() => void this.flush(), GATHER_MS).unref()
  }

  people(designId: string): DesignPerson[] {
    const people = this.seen.get(designId)
    const oldest = Date.now() - GONE_AFTER_MS
    for (const [id, { at }] of people ?? []) if (at < oldest) people?.delete(id)
    return [...(people?.values() ?? [])].map(({ person }) => person)
  }

  private note({ designId, connectionId, person }: DesignPresence): void {
    const people = this.seen.get(designId) ?? new Map<string, Seen>()
    if (person) people.set(connectionId, { person, at: Date.now() })
    else people.delete(connectionId)
    if (people.size > 0) this.seen.set(designId, people)
    else this.seen.delete(designId)
  }

  private async flush(): Promise<void> {
    this.timer = undefined
    const all = [...this.waiting.values()]
    this.waiting.clear()
    try {
      for (let from = 0; from < all.length; from += OF_ONE_NOTICE) {
        const presences = all.slice(from, from + OF_ONE_NOTICE)
        const payload = { replica: this.config.replica, presences }
        await this.notices.publish(this.database.manager, PRESENCE, payload)
      }
    } catch (error) {
      this.logger.warn({ err: error }, 'Cannot share cursors with other replicas')
    }
  }
}
