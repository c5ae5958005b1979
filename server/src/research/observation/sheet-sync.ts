import { Injectable } from '@nestjs/common'
import {
  Refusal,
  takesValue,
  type EndpointRequest,
  type EndpointResponse,
  type LessonState,
  type MarkMoment,
  type ScaleAnswers,
  type syncSheet,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { LessonPolicies } from '../../lessons/lesson-policies.ts'
import { LessonStore } from '../../lessons/lesson-store.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { RecordingReader } from '../../recordings/replay/recording-reader.ts'
import { wallAt, type ReplayClock } from '../../recordings/replay/timeline.rules.ts'
import { ObservationPolicies } from './observation-policies.ts'
import { ObservedSessions } from './observed-sessions.ts'
import { ScaleStore } from './scale-store.ts'
import { liveMoment } from './sheet.rules.ts'
import { presentMark, SheetStore, type StoredSheet } from './sheet-store.ts'

type Request = EndpointRequest<typeof syncSheet>['body']

/** Takes in what a device held while it had no line: marks by their own ids, answers by a counter. */
@Injectable()
export class SheetSync {
  constructor(
    private readonly database: Database,
    private readonly sessions: ObservedSessions,
    private readonly store: SheetStore,
    private readonly scales: ScaleStore,
    private readonly lessons: LessonStore,
    private readonly recordings: RecordingReader,
    private readonly lessonPolicies: LessonPolicies,
    private readonly policies: ObservationPolicies,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal not_found, observation.handed_in, observation.full, observation.moment */
  async take(
    who: PersonPrincipal,
    id: string,
    { marks, answers }: Request,
  ): Promise<EndpointResponse<typeof syncSheet>> {
    return this.database.transaction(async (tx) => {
      const sheet = await this.store.lockOwn(tx, who.id, id)
      const state = await this.lessons.read(sheet.lessonId)
      // What was sent before it was handed in may be sent again: it is kept already.
      if (!sheet.handedInAt) {
        await this.keepMarks(tx, who, sheet, state, marks)
        if (answers && answers.edit > sheet.answersEdit) await this.keepAnswers(tx, who, sheet, answers)
      } else if (await this.isNew(tx, sheet, marks, answers)) throw new Refusal('observation.handed_in')
      const kept = await this.store.marksOf([id], tx)
      const sent = new Set(marks.map((mark) => mark.id))
      return {
        marks: kept.filter((mark) => sent.has(mark.id)).map((mark) => presentMark(mark, state.startedAt)),
        answersEdit: Math.max(sheet.answersEdit, answers?.edit ?? 0),
      }
    })
  }

  private async keepMarks(
    tx: EntityManager,
    who: PersonPrincipal,
    sheet: StoredSheet,
    state: LessonState,
    marks: Request['marks'],
  ): Promise<void> {
    if (marks.length === 0) return
    const now = this.clock.now()
    const momentOf = await this.moments(who, sheet.lessonId, state, now.getTime(), marks)
    for (const { id, edit, deleted, moment, body } of marks)
      await tx.query(
        `insert into observation_mark as m (id, sheet_id, at, body, edit, updated_at, deleted_at)
         values ($1, $2, $3, $4, $5, $6, case when $7 then $6::timestamptz end)
         on conflict (id) do update set body = excluded.body, edit = excluded.edit, updated_at = excluded.updated_at,
           deleted_at = excluded.deleted_at,
           voice_sha = case when excluded.deleted_at is null then m.voice_sha end,
           voice_type = case when excluded.deleted_at is null then m.voice_type end
          where m.sheet_id = excluded.sheet_id and m.deleted_at is null and m.edit < excluded.edit`,
        [
          id,
          sheet.id,
          new Date(momentOf(moment)),
          JSON.stringify(deleted ? { kind: body.kind } : body),
          edit,
          now,
          deleted,
        ],
      )
    const { marksPerSheet } = await this.policies.today()
    const [row] = await this.database.rows<{ count: number }>(
      'select count(*)::int as count from observation_mark where sheet_id = $1',
      [sheet.id],
      tx,
    )
    if ((row?.count ?? 0) > marksPerSheet) throw new Refusal('observation.full')
  }

  /** Only what the scale asks, with values it has; the rest is left out. */
  private async keepAnswers(
    tx: EntityManager,
    who: PersonPrincipal,
    sheet: StoredSheet,
    { edit, values }: NonNullable<Request['answers']>,
  ): Promise<void> {
    const taken = sheet.scaleVersionId ? await this.fitting(who, sheet.scaleVersionId, values, tx) : {}
    await tx.query('update observation_sheet set answers = $2, answers_edit = $3 where id = $1', [
      sheet.id,
      JSON.stringify(taken),
      edit,
    ])
  }

  private async fitting(
    who: PersonPrincipal,
    versionId: string,
    values: ScaleAnswers,
    tx: EntityManager,
  ): Promise<ScaleAnswers> {
    const { content } = await this.scales.visible(who, versionId, tx)
    const items = content.dimensions.flatMap((dimension) => dimension.items)
    return Object.fromEntries(
      items.flatMap((item) => {
        const answer = values[item.id]
        if (!answer || (answer.value === null && answer.text.trim() === '')) return []
        return takesValue(item, answer.value) ? [[item.id, answer]] : []
      }),
    )
  }

  /** The server's moment of each mark. @throws Refusal observation.moment for a place of a replay that is not there */
  private async moments(
    who: PersonPrincipal,
    lessonId: string,
    state: LessonState,
    now: number,
    marks: Request['marks'],
  ): Promise<(moment: MarkMoment) => number> {
    const { openBeforeMinutes } = await this.lessonPolicies.today()
    const earliest = state.openedAt ?? state.plan.plannedStart - openBeforeMinutes * 60_000
    const clock = marks.some(({ moment }) => moment.on === 'replay')
      ? await this.replayClock(who, lessonId)
      : null
    return (moment) => {
      if (moment.on === 'live') return liveMoment(now, moment.ageMs, { earliest, endedAt: state.endedAt })
      if (!clock) throw new Refusal('observation.moment')
      return wallAt(clock, Math.min(moment.at, clock.durationMs))
    }
  }

  private async replayClock(who: PersonPrincipal, lessonId: string): Promise<ReplayClock | null> {
    const head = await this.sessions.replayOf(who, lessonId)
    return head ? (await this.recordings.timeline(head)).clock : null
  }

  private async isNew(
    tx: EntityManager,
    sheet: StoredSheet,
    marks: Request['marks'],
    answers: Request['answers'],
  ): Promise<boolean> {
    if (answers && answers.edit > sheet.answersEdit) return true
    const rows = await this.database.rows<{ id: string; edit: number }>(
      'select id, edit from observation_mark where sheet_id = $1 and id = any($2)',
      [sheet.id, marks.map(({ id }) => id)],
      tx,
    )
    const edits = new Map(rows.map(({ id, edit }) => [id, edit]))
    return marks.some(({ id, edit }) => edit > (edits.get(id) ?? 0))
  }
}
