import { Injectable, type OnModuleInit } from '@nestjs/common'
import { Refusal, type Lineage } from '@tongke/contract'
import type { z } from 'zod'
import { LineageSources } from '../../library/resources/lineage-sources.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Database } from '../../platform/database/database.ts'
import { LessonOrigins } from '../../recordings/clips/lesson-origins.ts'
import { SessionReading } from '../sessions/session-reading.ts'

export type LineageSource = Pick<z.infer<typeof Lineage>, 'kind' | 'id'>

/** Sessions as what resources are made from. */
@Injectable()
export class SessionLineage implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly sources: LineageSources,
    private readonly origins: LessonOrigins,
    private readonly reading: SessionReading,
  ) {}

  /** Whatever is cut out of the recording of a session's lesson comes from the session too. */
  onModuleInit() {
    this.sources.register('research', async (who, id) => (await this.reading.seat(who, id)).session.theme)
    this.origins.register((who, lessonId) => this.sessionOf(who, lessonId))
  }

  /** The session and those of its lessons that were taught, as far as the author may see them. */
  async of(who: PersonPrincipal, sessionId: string): Promise<LineageSource[]> {
    const lessons = await this.database.rows<{ id: string }>(
      `select lesson_id as id from research_session_lesson where session_id = $1 and purpose = 'teaching' order by linked_at`,
      [sessionId],
    )
    const all: LineageSource[] = [
      { kind: 'research', id: sessionId },
      ...lessons.map(({ id }) => ({ kind: 'lesson' as const, id })),
    ]
    const seen = await Promise.all(all.map((source) => this.isSeen(who, source)))
    return all.filter((_, index) => seen[index])
  }

  private async sessionOf(who: PersonPrincipal, lessonId: string): Promise<LineageSource[]> {
    const rows = await this.database.rows<{ id: string }>(
      'select session_id as id from research_session_lesson where lesson_id = $1',
      [lessonId],
    )
    const found = rows.map(({ id }): LineageSource => ({ kind: 'research', id }))
    const seen = await Promise.all(found.map((source) => this.isSeen(who, source)))
    return found.filter((_, index) => seen[index])
  }

  private async isSeen(who: PersonPrincipal, { kind, id }: LineageSource): Promise<boolean> {
    try {
      await this.sources.title(who, kind, id)
      return true
    } catch (error) {
      if (error instanceof Refusal) return false
      throw error
    }
  }
}
