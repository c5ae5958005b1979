import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { Database } from '../../platform/database/database.ts'
import type { StoredSession } from './session-store.ts'
import type { SessionWork } from './session-transitions.rules.ts'

/**
 * What other parts of research know about the work in a session. Each fills in what it keeps; what nobody keeps is asked
 * for by no step.
 */
export interface SessionWorkSource {
  /** Versions of the design that the main preparer has saved. */
  designs?(session: StoredSession, tx: EntityManager): Promise<number>
  /** Outcomes handed to the library. */
  outcomes?(session: StoredSession, tx: EntityManager): Promise<number>
  /** Whether the minutes were signed. */
  hasMinutes?(session: StoredSession, tx: EntityManager): Promise<boolean>
  /** Observation sheets each member has handed in; members without one may be left out. */
  sheets?(session: StoredSession, tx: EntityManager): Promise<ReadonlyMap<string, number>>
}

/** The port through which design, observation and outcome tell sessions what was done. */
@Injectable()
export class SessionWorkSources {
  private readonly sources: SessionWorkSource[] = []

  constructor(private readonly database: Database) {}

  /** Once per part, when its module starts. */
  register(source: SessionWorkSource): void {
    this.sources.push(source)
  }

  async of(session: StoredSession, tx: EntityManager): Promise<SessionWork> {
    const sum = async (key: 'designs' | 'outcomes'): Promise<number | null> => {
      const asked = this.sources.flatMap((source) => (source[key] ? [source[key](session, tx)] : []))
      if (asked.length === 0) return null
      return (await Promise.all(asked)).reduce((all, one) => all + one, 0)
    }
    const [counts] = await this.database.rows<{ heldLessons: number; reflections: number }>(
      `select (select count(*)::int from research_session_lesson x join lesson l on l.id = x.lesson_id
                where x.session_id = $1 and x.purpose = 'teaching' and x.round = $2 and l.ended_at is not null) as "heldLessons",
              (select count(*)::int from research_reflection where session_id = $1) as reflections`,
      [session.id, session.round],
      tx,
    )
    const signed = await Promise.all(
      this.sources.flatMap((source) => (source.hasMinutes ? [source.hasMinutes(session, tx)] : [])),
    )
    return {
      hasMinutes: signed.length === 0 ? null : signed.includes(true),
      designs: await sum('designs'),
      outcomes: await sum('outcomes'),
      heldLessons: counts?.heldLessons ?? 0,
      reflections: counts?.reflections ?? 0,
    }
  }

  async sheets(session: StoredSession, tx: EntityManager): Promise<ReadonlyMap<string, number>> {
    const sum = new Map<string, number>()
    for (const source of this.sources)
      for (const [personId, count] of (await source.sheets?.(session, tx)) ?? [])
        sum.set(personId, (sum.get(personId) ?? 0) + count)
    return sum
  }
}
