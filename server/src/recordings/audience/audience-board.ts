import { Injectable } from '@nestjs/common'
import {
  applyBoard,
  BOARD_EVENTS,
  emptyBoard,
  shownKey,
  type AudienceInk,
  type AudiencePage,
  type BoardEventBody,
  type LessonEventBody,
} from '@tongke/contract'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { ReplayPages } from '../replay/replay-pages.ts'
import { Briefly } from './briefly.ts'

const NEWS_MS = 1_000
/** Pages that were turned so long ago nobody is shown any more, but for the last of them. */
const WINDOW_MS = 60_000
/** Strokes and erasures of one answer. */
const INK_EVENTS = 300

interface Board {
  readonly pages: AudiencePage[]
  /** Of the newest stroke or erasure; 0 for none. */
  readonly inkRevision: number
}

interface EventRow<B = LessonEventBody> {
  revision: number
  at: Date
  body: B
}

/** What lies on the board of a lesson, for those who only watch: the same for all of them, so it is read once for all. */
@Injectable()
export class AudienceBoard {
  private readonly boards = new Briefly<Board>(NEWS_MS)
  private readonly inks = new Briefly<AudienceInk>(NEWS_MS)

  constructor(
    private readonly database: Database,
    private readonly pictures: ReplayPages,
    private readonly clock: Clock,
  ) {}

  /** Judges nobody. */
  of(lessonId: string): Promise<Board> {
    return this.boards.get(lessonId, this.clock.now().getTime(), () => this.read(lessonId))
  }

  /** Judges nobody. @param after the revision that is known already */
  ink(lessonId: string, after: number): Promise<AudienceInk> {
    return this.inks.get(`${lessonId} ${after}`, this.clock.now().getTime(), async () => {
      const rows = await this.database.rows<EventRow<AudienceInk['events'][number]['body']>>(INK, [
        lessonId,
        after,
        INK_EVENTS + 1,
      ])
      const events = rows
        .slice(0, INK_EVENTS)
        .map(({ revision, at, body }) => ({ revision, at: at.getTime(), body }))
      return { events, more: rows.length > INK_EVENTS }
    })
  }

  private async read(lessonId: string): Promise<Board> {
    const [rows, [newest]] = await Promise.all([
      this.database.rows<EventRow>(TURNS, [lessonId]),
      this.database.rows<{ revision: number }>(NEWEST_INK, [lessonId]),
    ])
    const turns = recent(turnsOf(rows), this.clock.now().getTime() - WINDOW_MS)
    const keys = [...new Set(turns.flatMap(({ key }) => key ?? []))]
    const pages = await this.pictures.of(`/api/lessons/${lessonId}/audience`, keys)
    return {
      pages: turns.map(({ at, key }) => {
        const page = pages.find((one) => one.key === key)
        return { at, key, image: page?.image ?? null }
      }),
      inkRevision: newest?.revision ?? 0,
    }
  }
}

interface Turn {
  readonly at: number
  readonly key: string | null
}

const BOARD_KINDS: ReadonlySet<string> = new Set(BOARD_EVENTS.map(({ shape }) => shape.kind.value))
const isOfBoard = (body: LessonEventBody): body is BoardEventBody => BOARD_KINDS.has(body.kind)

function turnsOf(rows: readonly EventRow[]): Turn[] {
  let shown = { board: emptyBoard(), page: null as number | null }
  const turns: Turn[] = []
  for (const { at, body } of rows) {
    if (isOfBoard(body)) shown = { ...shown, board: applyBoard(shown.board, body) }
    else if (body.kind === 'page_turned') shown = { ...shown, page: body.page }
    const key = shownKey(shown)
    if (key !== (turns.at(-1)?.key ?? null)) turns.push({ at: at.getTime(), key })
  }
  return turns
}

/** Those of the window, and what lay there when it began. */
const recent = (turns: readonly Turn[], from: number): Turn[] =>
  turns.slice(
    Math.max(
      0,
      turns.findLastIndex(({ at }) => at <= from),
    ),
  )

const TURNS = `
  select revision, at, body from lesson_event
   where lesson_id = $1 and kind in ('deck_chosen', 'surface_shown', 'board_added', 'page_turned') order by revision`

const INK_KINDS = `('stroke_drawn', 'strokes_erased', 'surface_cleared', 'clear_undone')`
const NEWEST_INK = `
  select coalesce(max(revision), 0)::int as revision from lesson_event where lesson_id = $1 and kind in ${INK_KINDS}`
const INK = `
  select revision, at, body from lesson_event
   where lesson_id = $1 and revision > $2 and kind in ${INK_KINDS} order by revision limit $3`
