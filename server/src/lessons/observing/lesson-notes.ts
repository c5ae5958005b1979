import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type EndpointRequest,
  type EndpointResponse,
  type LessonNote,
  type LessonState,
  type NoteTag,
  type listMyNotes,
  type putMyNote,
} from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { participantOf } from '../lesson-access.rules.ts'
import { LessonDirectory } from '../lesson-directory.ts'
import { LessonPolicies } from '../lesson-policies.ts'
import { LessonStore } from '../lesson-store.ts'
import { ObservingPolicies } from './observing-policies.ts'
import { noteMoment } from './observing.rules.ts'

const MINUTE = 60_000

/** A note as its author wrote it, and the moment it is about. */
export interface WrittenNote {
  readonly text: string
  readonly tags: readonly NoteTag[]
  readonly edit: number
  readonly at: Date
}

interface Row {
  id: string
  at: Date
  text: string
  tags: LessonNote['tags']
  edit: number
  updatedAt: Date
}

const COLUMNS = `id, at, text, tags, edit, updated_at as "updatedAt"`

const noteOf = ({ at, updatedAt, ...row }: Row, { startedAt }: LessonState): LessonNote => ({
  ...row,
  at: at.getTime(),
  lessonMs: startedAt === null ? null : at.getTime() - startedAt,
  updatedAt: updatedAt.getTime(),
})

/** What somebody writes for oneself while watching. Every statement names the author: nobody reaches another's note. */
@Injectable()
export class LessonNotes {
  constructor(
    private readonly database: Database,
    private readonly directory: LessonDirectory,
    private readonly store: LessonStore,
    private readonly lessonPolicies: LessonPolicies,
    private readonly policies: ObservingPolicies,
    private readonly clock: Clock,
  ) {}

  /** Whoever lost their part keeps their notes. @throws Refusal not_found */
  async list(who: PersonPrincipal, lessonId: string): Promise<EndpointResponse<typeof listMyNotes>> {
    const rows = await this.ownRows(who, lessonId)
    if (rows.length === 0) await this.requirePart(who, lessonId)
    const state = await this.store.read(lessonId)
    const { startedAt, endedAt } = state
    return { startedAt, endedAt, notes: rows.map((row) => noteOf(row, state)) }
  }

  /** In the order of their moments; none for whoever wrote none. */
  async own(who: PersonPrincipal, lessonId: string): Promise<LessonNote[]> {
    const rows = await this.ownRows(who, lessonId)
    if (rows.length === 0) return []
    const state = await this.store.read(lessonId)
    return rows.map((row) => noteOf(row, state))
  }

  /** @throws Refusal not_found, observing.notes_full */
  async put(
    who: PersonPrincipal,
    { id: lessonId, noteId }: EndpointRequest<typeof putMyNote>['params'],
    note: EndpointRequest<typeof putMyNote>['body'],
  ): Promise<LessonNote> {
    await this.requirePartOrNote(who, lessonId, noteId)
    const state = await this.store.read(lessonId)
    const { openBeforeMinutes } = await this.lessonPolicies.today()
    const earliest = state.openedAt ?? state.plan.plannedStart - openBeforeMinutes * MINUTE
    const at = new Date(noteMoment(this.clock.now().getTime(), note.ageMs, earliest))
    return this.keep(who, lessonId, noteId, { ...note, at })
  }

  /**
   * Of somebody who may see the lesson or its recording, by the caller's word. The moment of a note that is there already stays.
   * @throws Refusal not_found: it was taken away, or the id is another's; observing.notes_full
   */
  async keep(
    who: PersonPrincipal,
    lessonId: string,
    noteId: string,
    { text, tags, edit, at }: WrittenNote,
  ): Promise<LessonNote> {
    await this.requireRoom(who, lessonId, noteId)
    await this.database.rows(
      `insert into lesson_note as n (id, lesson_id, person_id, at, text, tags, edit, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (id) do update set text = excluded.text, tags = excluded.tags, edit = excluded.edit,
         updated_at = excluded.updated_at
        where n.person_id = excluded.person_id and n.lesson_id = excluded.lesson_id and n.deleted_at is null
          and n.edit < excluded.edit`,
      [noteId, lessonId, who.id, at, text, [...new Set(tags)], edit, this.clock.now()],
    )
    const [row] = await this.database.rows<Row>(
      `select ${COLUMNS} from lesson_note where id = $1 and lesson_id = $2 and person_id = $3 and deleted_at is null`,
      [noteId, lessonId, who.id],
    )
    // Another's id, or taken away meanwhile: for this author there is no such note.
    if (!row) throw new Refusal('not_found')
    return noteOf(row, await this.store.read(lessonId))
  }

  async remove(who: PersonPrincipal, lessonId: string, noteId: string): Promise<void> {
    await this.database.rows(
      `update lesson_note set deleted_at = $4, updated_at = $4, text = '', tags = '{}'
        where id = $1 and lesson_id = $2 and person_id = $3 and deleted_at is null`,
      [noteId, lessonId, who.id, this.clock.now()],
    )
  }

  private ownRows(who: PersonPrincipal, lessonId: string): Promise<Row[]> {
    return this.database.rows<Row>(
      `select ${COLUMNS} from lesson_note
        where lesson_id = $1 and person_id = $2 and deleted_at is null order by at, id`,
      [lessonId, who.id],
    )
  }

  private async requirePart(who: PersonPrincipal, lessonId: string): Promise<void> {
    if (!participantOf(who, await this.directory.parties(lessonId))) throw new Refusal('not_found')
  }

  /** Whoever wrote in the replay has no part in the lesson and changes the note all the same. */
  private async requirePartOrNote(who: PersonPrincipal, lessonId: string, noteId: string): Promise<void> {
    const rows = await this.ownRows(who, lessonId)
    if (!rows.some(({ id }) => id === noteId)) await this.requirePart(who, lessonId)
  }

  private async requireRoom(who: PersonPrincipal, lessonId: string, noteId: string): Promise<void> {
    const { notesPerLesson } = await this.policies.today()
    const [row] = await this.database.rows<{ count: number }>(
      'select count(*)::int as count from lesson_note where person_id = $1 and lesson_id = $2 and id <> $3',
      [who.id, lessonId, noteId],
    )
    if ((row?.count ?? 0) >= notesPerLesson) throw new Refusal('observing.notes_full')
  }
}
