import { Injectable } from '@nestjs/common'
import { Refusal, type DEBRIEF_REQUESTS, type DebriefState } from '@tongke/contract'
import type { z } from 'zod'
import type { PersonPrincipal, Principal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { Notices } from '../../platform/database/notices.ts'
import { ObservedSessions } from './observed-sessions.ts'

/** Somebody has shown another moment: `{ sessionId }`. */
export const DEBRIEF_CHANGED = 'research.debrief'

type Steering = z.output<(typeof DEBRIEF_REQUESTS)['steer']['request']>

interface DebriefRow extends Omit<DebriefState, 'setAt'> {
  setAt: Date
}

/** 议课: the moment of the replay all look at. The newest command counts; its clock is the server's. */
@Injectable()
export class Debrief {
  constructor(
    private readonly database: Database,
    private readonly sessions: ObservedSessions,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  now(): number {
    return this.clock.now().getTime()
  }

  /** @throws Refusal not_found, auth.forbidden */
  async join(who: Principal, sessionId: string): Promise<{ state: DebriefState; canSteer: boolean }> {
    const { canSteer } = await this.requireReader(who, sessionId)
    return { state: await this.state(sessionId), canSteer }
  }

  /** @throws Refusal not_found, auth.forbidden */
  async steer(who: Principal, steering: Steering): Promise<DebriefState> {
    const { sessionId, lessonId, at, playing, leading } = steering
    const session = await this.requireReader(who, sessionId)
    if (!session.canSteer) throw new Refusal('auth.forbidden')
    this.sessions.requireLesson(session, lessonId)
    await this.database.transaction(async (tx) => {
      await tx.query(
        `insert into observation_debrief as d (session_id, revision, lesson_id, at_ms, playing, is_leading, set_at, set_by)
         values ($1, 1, $2, $3, $4, $5, $6, $7)
         on conflict (session_id) do update set revision = d.revision + 1, lesson_id = excluded.lesson_id,
           at_ms = excluded.at_ms, playing = excluded.playing, is_leading = excluded.is_leading, set_at = excluded.set_at,
           set_by = excluded.set_by`,
        [sessionId, lessonId, at, playing && leading, leading, this.clock.now(), who.id],
      )
      await this.notices.publish(tx, DEBRIEF_CHANGED, { sessionId })
    })
    return this.state(sessionId)
  }

  /** Before the first command nobody leads. */
  async state(sessionId: string): Promise<DebriefState> {
    const [row] = await this.database.rows<DebriefRow>(
      `select d.session_id as "sessionId", d.revision, d.lesson_id as "lessonId", d.at_ms as at, d.playing, d.is_leading as "leading",
              d.set_at as "setAt", p.name as "byName"
         from observation_debrief d join person p on p.id = d.set_by where d.session_id = $1`,
      [sessionId],
    )
    if (row) return { ...row, setAt: row.setAt.getTime() }
    const none = { revision: 0, lessonId: null, at: 0, playing: false, leading: false, byName: '' }
    return { ...none, sessionId, setAt: this.now() }
  }

  private async requireReader(who: Principal, sessionId: string) {
    if (who.kind !== 'person') throw new Refusal('auth.forbidden')
    const session = await this.sessions.get(who satisfies PersonPrincipal, sessionId)
    if (!session.readsEvidence) throw new Refusal('auth.forbidden')
    return session
  }
}
