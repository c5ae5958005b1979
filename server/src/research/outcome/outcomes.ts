import { Injectable } from '@nestjs/common'
import { Refusal, type EndpointRequest, type SessionOutcomes, type makeOutcome } from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { ClipsService } from '../../recordings/clips/clips.service.ts'
import { mayDoWith } from '../../recordings/recording-access.rules.ts'
import { RecordingReader } from '../../recordings/replay/recording-reader.ts'
import type { StoredSession } from '../sessions/session-store.ts'
import { mayWithOutcome, type OutcomeMoment } from './outcome-access.rules.ts'
import { OutcomeDrafts } from './outcome-drafts.ts'
import { OutcomeGate } from './outcome-gate.ts'
import { OutcomeStore, type MadeOutcome } from './outcome-store.ts'

type Order = EndpointRequest<typeof makeOutcome>['body']

interface TaughtLesson {
  lessonId: string
  title: string
}

const isMade = (made: readonly MadeOutcome[], kind: MadeOutcome['kind'], sourceId: string): boolean =>
  made.some((one) => one.kind === kind && one.sourceId === sourceId && !one.hasFailed)

/** 成果: what a session gives to the library. */
@Injectable()
export class Outcomes {
  constructor(
    private readonly database: Database,
    private readonly gate: OutcomeGate,
    private readonly store: OutcomeStore,
    private readonly drafts: OutcomeDrafts,
    private readonly recordings: RecordingReader,
    private readonly clips: ClipsService,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal not_found, auth.forbidden */
  async read(who: PersonPrincipal, sessionId: string): Promise<SessionOutcomes> {
    const { session, moment } = await this.gate.enter(who, sessionId, 'read')
    const made = await this.store.made(sessionId)
    return {
      items: await this.store.list(sessionId, who.id),
      choices: {
        designs: await this.designs(session, moment, made),
        reflection: await this.reflection(who, session, moment, made),
        recordings: await this.recorded(who, session, moment, made),
      },
    }
  }

  /** What was made before stays as it is. @throws Refusal not_found, auth.forbidden, research.state, recording.state … */
  async make(who: PersonPrincipal, sessionId: string, order: Order): Promise<void> {
    const action = order.kind === 'design' ? 'handInDesign' : 'handInOwn'
    const { session } = await this.gate.enter(who, sessionId, action)
    const made = await this.store.made(sessionId)
    const sourceId =
      order.kind === 'design' ? order.designId : order.kind === 'recording' ? order.recordingId : who.id
    if (isMade(made, order.kind, sourceId)) return
    if (order.kind === 'design') await this.drafts.design(who, session, order.designId)
    else if (order.kind === 'reflection') await this.drafts.reflection(who, session)
    else await this.film(who, session, order.recordingId)
  }

  /** The whole film, cut like every clip; its draft comes when it is there. */
  private async film(who: PersonPrincipal, session: StoredSession, recordingId: string): Promise<void> {
    const lessons = await this.taught(session.id)
    const { lessonId } = await this.recordings.head(recordingId)
    const lesson = lessons.find((one) => one.lessonId === lessonId)
    if (!lesson) throw new Refusal('not_found')
    const orgId = await this.drafts.orgOf(who, session)
    // Checked before: a transaction must not wait for a second connection.
    const place = await this.clips.prepare(who, recordingId, {
      type: 'recording',
      title: `${lesson.title.slice(0, 60)} 课堂实录`,
      orgId,
    })
    await this.database.transaction(async (tx) => {
      // Two clicks come one after another, each seeing what the one before made.
      await tx.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [`outcome:${recordingId}`])
      await this.store.forgetFailed(tx, session.id, recordingId)
      const taken = await this.database.rows(
        `select from research_outcome where session_id = $1 and kind = 'recording' and source_id = $2`,
        [session.id, recordingId],
        tx,
      )
      if (taken.length > 0) return
      const jobId = await place(tx)
      const made = { sessionId: session.id, kind: 'recording' as const, sourceId: recordingId }
      const at = this.clock.now()
      await this.store.take(tx, { ...made, personId: who.id, resourceId: null, jobId, at })
    })
  }

  private async designs({ id }: StoredSession, moment: OutcomeMoment, made: readonly MadeOutcome[]) {
    const rows = await this.database.rows<{ designId: string; orgName: string | null }>(
      `select d.id as "designId", o.name as "orgName" from research_design d left join organization o on o.id = d.org_id
        where d.session_id = $1 order by d.kind, o.name, d.id`,
      [id],
    )
    const open = mayWithOutcome('handInDesign', moment)
    return rows.map((row) => {
      const done = isMade(made, 'design', row.designId)
      return { ...row, done, open: open && !done }
    })
  }

  private async reflection(
    who: PersonPrincipal,
    { id }: StoredSession,
    moment: OutcomeMoment,
    made: readonly MadeOutcome[],
  ) {
    const mine = await this.database.rows(
      'select from research_reflection where session_id = $1 and person_id = $2',
      [id, who.id],
    )
    if (mine.length === 0) return null
    const done = isMade(made, 'reflection', who.id)
    return { done, open: mayWithOutcome('handInOwn', moment) && !done }
  }

  private async recorded(
    who: PersonPrincipal,
    { id }: StoredSession,
    moment: OutcomeMoment,
    made: readonly MadeOutcome[],
  ) {
    const choices: SessionOutcomes['choices']['recordings'] = []
    for (const { lessonId, title } of await this.taught(id)) {
      const head = await this.recordings.ofLesson(lessonId)
      if (!head || head.endedAt === null || ['FAILED', 'DELETED'].includes(head.status)) continue
      const audience = await this.recordings.audience(head)
      if (!mayDoWith(who, 'watch', audience)) continue
      const done = isMade(made, 'recording', head.id)
      const isMine = mayDoWith(who, 'clip', audience) && mayWithOutcome('handInOwn', moment)
      choices.push({ recordingId: head.id, lessonId, title, done, open: isMine && !done })
    }
    return choices
  }

  private taught(sessionId: string): Promise<TaughtLesson[]> {
    return this.database.rows<TaughtLesson>(
      `select x.lesson_id as "lessonId", l.plan->>'title' as title from research_session_lesson x
         join lesson l on l.id = x.lesson_id where x.session_id = $1 and x.purpose = 'teaching' order by l.planned_start, l.id`,
      [sessionId],
    )
  }
}
