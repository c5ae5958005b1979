import { Injectable } from '@nestjs/common'
import { Refusal, type LessonTalk, type MediaTalk } from '@tongke/contract'
import type { PersonPrincipal } from '../people/principal.ts'
import { Clock } from '../platform/clock.ts'
import { Database } from '../platform/database/database.ts'
import { mayDo } from './lesson-access.rules.ts'
import { LessonDirectory } from './lesson-directory.ts'
import { LessonStore } from './lesson-store.ts'
import { teachingTime } from './teaching-time.rules.ts'

/** Who spoke how long in a lesson, by the word of media nodes only. */
@Injectable()
export class LessonTalkLedger {
  constructor(
    private readonly database: Database,
    private readonly directory: LessonDirectory,
    private readonly store: LessonStore,
    private readonly clock: Clock,
  ) {}

  /** Sums of one run of a node; repeated or late ones never take anything back. */
  async take(bootId: string, talk: readonly MediaTalk[]): Promise<void> {
    if (talk.length === 0) return
    const rows = talk
      .filter(({ identity }) => !identity.startsWith('observer:') && !identity.startsWith('check:'))
      .map(({ lessonId, identity, spokenMs }) => ({ lesson_id: lessonId, identity, spoken_ms: spokenMs }))
    await this.database.rows(
      `insert into lesson_talk (lesson_id, boot_id, identity, spoken_ms)
       select r.lesson_id, $2, r.identity, max(r.spoken_ms)
         from jsonb_to_recordset($1::jsonb) as r(lesson_id uuid, identity text, spoken_ms integer)
         join lesson l on l.id = r.lesson_id group by r.lesson_id, r.identity
       on conflict (lesson_id, boot_id, identity)
         do update set spoken_ms = greatest(lesson_talk.spoken_ms, excluded.spoken_ms)`,
      [JSON.stringify(rows), bootId],
    )
  }

  /** @throws Refusal not_found, auth.forbidden */
  async read(who: PersonPrincipal, lessonId: string): Promise<LessonTalk> {
    const parties = await this.directory.parties(lessonId)
    if (!mayDo('see', who, parties)) throw new Refusal('not_found')
    if (!mayDo('export', who, parties)) throw new Refusal('auth.forbidden')
    const events = await this.store.eventsAfter(lessonId, 0)
    return {
      teachingMs: teachingTime(events, this.clock.now().getTime()),
      ...(await this.figures(
        lessonId,
        parties.legs.map(({ id }) => id),
      )),
    }
  }

  /** For whoever was let in to the lesson's figures. */
  async figures(lessonId: string, legIds: readonly string[]): Promise<Omit<LessonTalk, 'teachingMs'>> {
    const rows = await this.database.rows<{ identity: string; spoken: string }>(
      'select identity, sum(spoken_ms) as spoken from lesson_talk where lesson_id = $1 group by identity',
      [lessonId],
    )
    const of = (identity: string) => Number(rows.find((row) => row.identity === identity)?.spoken ?? 0)
    return {
      lecturerMs: of('lecturer'),
      classes: legIds.map((legId) => ({ legId, spokenMs: of(`leg:${legId}`) + of(`assistant:${legId}`) })),
    }
  }
}
