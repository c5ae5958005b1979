import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type Evidence,
  type EvidenceMark,
  type EvidenceSheet,
  type EvidenceSummary,
  type LessonState,
} from '@tongke/contract'
import { LessonStore } from '../../lessons/lesson-store.ts'
import { LessonTalkLedger } from '../../lessons/lesson-talk.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { RecordingReader } from '../../recordings/replay/recording-reader.ts'
import { replayAt } from '../../recordings/replay/timeline.rules.ts'
import { activitySummary, farShare, percentOf, scoreSummary, waitSummary } from './figures.rules.ts'
import { ObservationPolicies } from './observation-policies.ts'
import { ObservedSessions, type ObservedSession } from './observed-sessions.ts'
import { ScaleStore } from './scale-store.ts'
import { SheetStore, type StoredSheet } from './sheet-store.ts'

interface EvidenceClock {
  readonly durationMs: number
  readonly placeOf: (at: number) => number
}

/** 议课: what all who handed in saw of one lesson, on one clock. */
@Injectable()
export class EvidenceReading {
  constructor(
    private readonly database: Database,
    private readonly sessions: ObservedSessions,
    private readonly store: SheetStore,
    private readonly scales: ScaleStore,
    private readonly lessons: LessonStore,
    private readonly talk: LessonTalkLedger,
    private readonly recordings: RecordingReader,
    private readonly policies: ObservationPolicies,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal not_found, auth.forbidden */
  async read(who: PersonPrincipal, sessionId: string, lessonId: string | undefined): Promise<Evidence> {
    const session = await this.sessions.get(who, sessionId)
    if (!session.readsEvidence) throw new Refusal('auth.forbidden')
    await this.sessions.admitMember(who, session)
    if (lessonId) this.sessions.requireLesson(session, lessonId)
    const lessons = await this.sessions.present(who, session.lessonIds)
    // The newest lesson that was begun is what is talked about; of one to come there is nothing to say yet.
    const begun = lessons.findLast(({ startedAt }) => startedAt !== null)
    const chosen = lessonId ?? begun?.id ?? session.lessonIds.at(-1) ?? null
    const head = {
      sessionId,
      theme: session.theme,
      lessons,
      lessonId: chosen,
      canSteer: session.canSteer,
    }
    if (!chosen) return { ...head, durationMs: 0, sheets: [], marks: [], missing: [], summary: null }
    return { ...head, ...(await this.ofLesson(who, session, chosen)) }
  }

  private async ofLesson(who: PersonPrincipal, session: ObservedSession, lessonId: string) {
    const state = await this.lessons.read(lessonId)
    const { durationMs, placeOf } = await this.clockOf(who, state)
    const stored = await this.store.handedIn(session.id, lessonId)
    const rows = await this.store.marksOf(stored.map(({ id }) => id))
    const marks: EvidenceMark[] = rows.map(({ id, sheetId, at, body, hasVoice }) => ({
      id,
      sheetId,
      at: at.getTime(),
      place: placeOf(at.getTime()),
      body,
      hasVoice,
    }))
    const { minSheets } = await this.policies.today()
    const filed = new Set(stored.map(({ personId }) => personId))
    const summary: EvidenceSummary = {
      minSheets,
      scores: await this.scores(stored, minSheets),
      ...(await this.logFigures(state)),
      farShare: farShare(marks),
      waits: waitSummary(marks),
      activities: activitySummary(marks, durationMs),
    }
    return {
      durationMs,
      sheets: await this.present(stored),
      marks,
      missing: session.members
        .filter(({ personId }) => !filed.has(personId) && personId !== state.plan.lecturer.id)
        .map(({ name }) => name),
      summary,
    }
  }

  /** The replay's clock for whoever may play it, so that marks are where the player is; else the lesson's own. */
  private async clockOf(who: PersonPrincipal, state: LessonState): Promise<EvidenceClock> {
    const head = await this.sessions.replayOf(who, state.lessonId)
    if (head) {
      const { clock } = await this.recordings.timeline(head)
      return { durationMs: clock.durationMs, placeOf: (at) => Math.round(replayAt(clock, at)) }
    }
    const { startedAt, endedAt, plan } = state
    const from = startedAt ?? plan.plannedStart
    const to = endedAt ?? Math.min(this.clock.now().getTime(), from + plan.plannedMinutes * 60_000)
    const durationMs = Math.max(0, to - from)
    return { durationMs, placeOf: (at) => Math.max(0, Math.min(durationMs, at - from)) }
  }

  private async scores(stored: readonly StoredSheet[], minSheets: number) {
    const byScale = Map.groupBy(
      stored.filter(({ scaleVersionId }) => scaleVersionId !== null),
      ({ scaleVersionId }) => scaleVersionId as string,
    )
    const versions = await this.scales.inUse([...byScale.keys()])
    return scoreSummary(
      versions.flatMap(({ id, title, content }) => {
        const answers = byScale.get(id)?.map((sheet) => sheet.answers)
        return answers ? [{ versionId: id, title, content, answers }] : []
      }),
      minSheets,
    )
  }

  private async logFigures({ lessonId, plan, legs }: LessonState) {
    const { lecturerMs, classes } = await this.talk.figures(
      lessonId,
      plan.legs.map(({ id }) => id),
    )
    const talkOf = new Map(classes.map(({ legId, spokenMs }) => [legId, spokenMs]))
    const far = classes.reduce((sum, { spokenMs }) => sum + spokenMs, 0)
    const all = lecturerMs + far
    return {
      talk: all === 0 ? null : { lecturer: percentOf(lecturerMs, all), classes: percentOf(far, all) },
      log: plan.legs.map(({ id, className, orgName }) => ({
        className,
        orgName,
        interactions: legs[id]?.interactions ?? 0,
        talkMs: talkOf.get(id) ?? 0,
      })),
    }
  }

  private async present(stored: readonly StoredSheet[]): Promise<EvidenceSheet[]> {
    const rows = await this.database.rows<{
      id: string
      name: string
      orgName: string
      isRural: boolean
      title: string | null
      number: number | null
    }>(
      `select s.id, p.name, o.name as "orgName", coalesce(m.rural, o.kind in ('village', 'point')) as "isRural",
              v.title, v.number
         from observation_sheet s join person p on p.id = s.person_id join organization o on o.id = s.org_id
         left join research_member m on m.session_id = s.session_id and m.person_id = s.person_id
         left join observation_scale_version v on v.id = s.scale_version_id
        where s.id = any($1)`,
      [stored.map(({ id }) => id)],
    )
    const byId = new Map(rows.map((row) => [row.id, row]))
    return stored.flatMap(({ id, personId, handedInAt, scaleVersionId }) => {
      const row = byId.get(id)
      if (!row || !handedInAt) return []
      const { name, orgName, isRural, title, number } = row
      const scale = scaleVersionId
        ? { versionId: scaleVersionId, title: title ?? '', number: number ?? 1 }
        : null
      const observer = { observerId: personId, observerName: name, orgName, isRural }
      return [{ id, ...observer, handedInAt: handedInAt.getTime(), scale }]
    })
  }
}
