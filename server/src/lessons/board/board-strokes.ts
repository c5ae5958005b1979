import { Injectable } from '@nestjs/common'
import { STROKES_PAGE, type StoredStroke, type StrokesRead, type Surface } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Database } from '../../platform/database/database.ts'
import { LessonDecks } from '../decks/lesson-decks.ts'
import type { AnyLessonCommand, LessonActor } from '../lesson-command.rules.ts'
import { writerOf } from './board-commands.rules.ts'
import { NO_BOARD_FACTS, type BoardFacts, type StrokeFact } from './board-facts.ts'

/** Clearings that were not taken back, of events `c`. `$1` lesson. */
const STANDS = `
  c.lesson_id = $1 and c.kind = 'surface_cleared' and not exists (
    select from lesson_event u where u.lesson_id = $1 and u.kind = 'clear_undone' and (u.body->>'cleared')::int = c.revision)`

/** Strokes of `lesson_event` that are neither erased nor cleared away. `$1` lesson, `$2` surface. */
const THERE = `
  with gone as (
    select jsonb_array_elements_text(body->'strokeIds') as id from lesson_event
     where lesson_id = $1 and kind = 'strokes_erased' and body->>'surface' = $2
  ), cleared as (
    select coalesce(max(c.revision), 0) as revision from lesson_event c where ${STANDS} and c.body->>'surface' = $2
  )
  select e.revision, e.body->'stroke' as stroke, e.body->>'legId' as "legId" from lesson_event e
   where e.lesson_id = $1 and e.kind = 'stroke_drawn' and e.body->>'surface' = $2
     and e.revision > (select revision from cleared)
     and (e.body->'stroke'->>'id') not in (select id from gone)`

const KNOWN = `
  select e.body->'stroke'->>'id' as id, e.body->>'surface' as surface, e.body->>'legId' as "legId",
         exists (select from lesson_event x where x.lesson_id = $1 and x.kind = 'strokes_erased'
           and x.body->>'surface' = e.body->>'surface' and x.body->'strokeIds' ? (e.body->'stroke'->>'id'))
         or exists (select from lesson_event c where ${STANDS}
           and c.body->>'surface' = e.body->>'surface' and c.revision > e.revision) as erased
    from lesson_event e
   where e.lesson_id = $1 and e.kind = 'stroke_drawn' and e.body->'stroke'->>'id' = any($2)`

interface StrokeRow {
  revision: number
  stroke: Omit<StoredStroke, 'revision' | 'legId'>
  legId: string | null
}

/** Strokes are read from the event log itself: there is no second truth, and snapshots stay small. */
@Injectable()
export class BoardStrokes {
  constructor(
    private readonly database: Database,
    private readonly decks: LessonDecks,
  ) {}

  /** Strokes on a surface after a revision, oldest first, by pages. */
  async read(lessonId: string, surface: Surface, after: number): Promise<StrokesRead> {
    const rows = await this.database.rows<StrokeRow>(
      `${THERE} and e.revision > $3 order by e.revision limit $4`,
      [lessonId, surface, after, STROKES_PAGE + 1],
    )
    const strokes = rows
      .slice(0, STROKES_PAGE)
      .map(({ revision, stroke, legId }) => ({ ...stroke, revision, legId }))
    return { strokes, more: rows.length > STROKES_PAGE }
  }

  async facts(
    tx: EntityManager,
    lessonId: string,
    command: AnyLessonCommand,
    actor: LessonActor,
  ): Promise<BoardFacts> {
    switch (command.type) {
      case 'choose_deck':
        return { ...NO_BOARD_FACTS, deck: await this.decks.choice(tx, lessonId, command.fileId) }
      case 'draw_strokes':
        return {
          ...NO_BOARD_FACTS,
          strokes: await this.known(
            tx,
            lessonId,
            command.strokes.map(({ id }) => id),
          ),
        }
      case 'erase_strokes':
        return { ...NO_BOARD_FACTS, strokes: await this.known(tx, lessonId, command.strokeIds) }
      case 'undo_stroke':
        return {
          ...NO_BOARD_FACTS,
          lastOwn: await this.lastOwn(tx, lessonId, command.surface, writerOf(actor)),
          lastClear: await this.lastClear(tx, lessonId, command.surface),
        }
      case 'clear_surface':
        return { ...NO_BOARD_FACTS, isInked: await this.isInked(tx, lessonId, command.surface) }
      default:
        return NO_BOARD_FACTS
    }
  }

  private known(tx: EntityManager, lessonId: string, ids: readonly string[]): Promise<StrokeFact[]> {
    return this.database.rows<StrokeFact>(KNOWN, [lessonId, ids], tx)
  }

  private async lastClear(tx: EntityManager, lessonId: string, surface: Surface): Promise<number | null> {
    const [row] = await this.database.rows<{ revision: number | null }>(
      `select max(c.revision)::int as revision from lesson_event c where ${STANDS} and c.body->>'surface' = $2`,
      [lessonId, surface],
      tx,
    )
    return row?.revision ?? null
  }

  private async isInked(tx: EntityManager, lessonId: string, surface: Surface): Promise<boolean> {
    const rows = await this.database.rows(`${THERE} limit 1`, [lessonId, surface], tx)
    return rows.length > 0
  }

  private async lastOwn(
    tx: EntityManager,
    lessonId: string,
    surface: Surface,
    legId: string | null,
  ): Promise<string | null> {
    const [row] = await this.database.rows<StrokeRow>(
      `${THERE} and e.body->>'legId' is not distinct from $3 order by e.revision desc limit 1`,
      [lessonId, surface, legId],
      tx,
    )
    return row?.stroke.id ?? null
  }
}
