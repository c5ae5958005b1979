import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type KeptMark,
  type MarkBody,
  type ObservationSheet,
  type ScaleAnswers,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Database } from '../../platform/database/database.ts'
import { takeBackUntil } from './sheet.rules.ts'

export interface StoredSheet {
  readonly id: string
  readonly sessionId: string
  readonly lessonId: string
  readonly personId: string
  readonly scaleVersionId: string | null
  readonly openedAt: Date
  readonly handedInAt: Date | null
  readonly answers: ScaleAnswers
  readonly answersEdit: number
}

export interface StoredMark {
  readonly id: string
  readonly sheetId: string
  readonly at: Date
  readonly body: MarkBody
  readonly edit: number
  readonly hasVoice: boolean
}

const SHEETS = `
  select id, session_id as "sessionId", lesson_id as "lessonId", person_id as "personId",
         scale_version_id as "scaleVersionId", opened_at as "openedAt", handed_in_at as "handedInAt", answers,
         answers_edit as "answersEdit"
    from observation_sheet`
const MARKS = `
  select m.id, m.sheet_id as "sheetId", m.at, m.body, m.edit, m.voice_sha is not null as "hasVoice" from observation_mark m`

/** What was handed in, for the counting rule and the contribution log of a session. */
export interface FiledSheet {
  readonly sheetId: string
  readonly lessonId: string
  readonly personId: string
  readonly orgId: string
  readonly handedInAt: Date
  readonly notes: number
  readonly marks: number
  readonly answers: number
}

/** Sheets and marks as rows. Every statement for an author names the author: nobody reaches another's sheet. */
@Injectable()
export class SheetStore {
  constructor(private readonly database: Database) {}

  ofAuthor(personId: string, sessionId: string): Promise<StoredSheet[]> {
    return this.database.rows<StoredSheet>(
      `${SHEETS} where person_id = $1 and session_id = $2 order by opened_at`,
      [personId, sessionId],
    )
  }

  /** The row stays locked to the end of the transaction. @throws Refusal not_found, also for another's */
  async lockOwn(tx: EntityManager, personId: string, id: string): Promise<StoredSheet> {
    const [sheet] = await this.database.rows<StoredSheet>(
      `${SHEETS} where id = $1 and person_id = $2 for update`,
      [id, personId],
      tx,
    )
    if (!sheet) throw new Refusal('not_found')
    return sheet
  }

  marksOf(sheetIds: readonly string[], tx?: EntityManager): Promise<StoredMark[]> {
    return this.database.rows<StoredMark>(
      `${MARKS} where m.sheet_id = any($1) and m.deleted_at is null order by m.at, m.id`,
      [sheetIds],
      tx,
    )
  }

  handedIn(sessionId: string, lessonId: string): Promise<StoredSheet[]> {
    return this.database.rows<StoredSheet>(
      `${SHEETS} where session_id = $1 and lesson_id = $2 and handed_in_at is not null order by handed_in_at, id`,
      [sessionId, lessonId],
    )
  }

  /** All sheets of a session that were handed in. */
  async sheetsOf(sessionId: string, tx?: EntityManager): Promise<FiledSheet[]> {
    return this.database.rows<FiledSheet>(
      `select s.id as "sheetId", s.lesson_id as "lessonId", s.person_id as "personId", s.org_id as "orgId",
              s.handed_in_at as "handedInAt",
              count(m.id) filter (where m.body->>'kind' = 'note')::int as notes, count(m.id)::int as marks,
              (select count(*)::int from jsonb_object_keys(s.answers)) as answers
         from observation_sheet s left join observation_mark m on m.sheet_id = s.id and m.deleted_at is null
        where s.session_id = $1 and s.handed_in_at is not null group by s.id order by s.handed_in_at, s.id`,
      [sessionId],
      tx,
    )
  }

  /** How many sheets each member has handed in. */
  async filedBy(sessionId: string, tx: EntityManager): Promise<ReadonlyMap<string, number>> {
    const filed = new Map<string, number>()
    for (const { personId } of await this.sheetsOf(sessionId, tx))
      filed.set(personId, (filed.get(personId) ?? 0) + 1)
    return filed
  }
}

export const presentMark = (
  { id, edit, at, body, hasVoice }: StoredMark,
  startedAt: number | null,
): KeptMark => ({
  id,
  edit,
  at: at.getTime(),
  lessonMs: startedAt === null ? null : at.getTime() - startedAt,
  body,
  hasVoice,
})

export function presentSheet(
  sheet: StoredSheet,
  marks: readonly StoredMark[],
  { startedAt, now, takeBackMinutes }: { startedAt: number | null; now: number; takeBackMinutes: number },
): ObservationSheet {
  const { id, sessionId, lessonId, scaleVersionId, answers, answersEdit } = sheet
  const handedInAt = sheet.handedInAt?.getTime() ?? null
  return {
    id,
    sessionId,
    lessonId,
    scaleVersionId,
    openedAt: sheet.openedAt.getTime(),
    handedInAt,
    takeBackUntil: takeBackUntil(handedInAt, takeBackMinutes, now),
    marks: marks.filter(({ sheetId }) => sheetId === id).map((mark) => presentMark(mark, startedAt)),
    answers: { ...answers },
    answersEdit,
  }
}
