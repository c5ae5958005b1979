import { z } from 'zod'
import { Id } from '../primitives.ts'

/** Pages a deck can have at most; as many as the library makes pictures of. */
export const MAX_DECK_PAGES = 300
/** Decks that may have been on the board in one lesson. */
export const MAX_DECKS = 20
export const MAX_BOARDS = 20
/** Strokes in one lesson, erased ones too: an hour of five pens that never rest. */
export const MAX_STROKES = 10_000
/** Of one stroke; a longer line is sent as several. With them a stroke fits into one message. */
export const MAX_STROKE_POINTS = 400
export const MAX_STROKES_AT_ONCE = 20
/** Coordinates are ten-thousandths of the surface's width and height, so that they fit every screen. */
export const SURFACE_UNITS = 10_000
const PRESSURE_UNITS = 255

/** What one writes on: `slide:<file>:<page>` or `board:<number>`. Pages and boards count from 1. */
export const Surface = z
  .string()
  .regex(/^(board:([1-9]|1\d|20)|slide:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}:[1-9]\d{0,2})$/)
export type Surface = z.infer<typeof Surface>

export type SurfacePlace =
  | { readonly kind: 'board'; readonly number: number }
  | { readonly kind: 'slide'; readonly fileId: string; readonly page: number }

export const boardSurface = (number: number): Surface => `board:${number}`
export const slideSurface = (fileId: string, page: number): Surface => `slide:${fileId}:${page}`

export function placeOf(surface: Surface): SurfacePlace {
  const [kind, first = '', page] = surface.split(':')
  return kind === 'board'
    ? { kind: 'board', number: Number(first) }
    : { kind: 'slide', fileId: first, page: Number(page) }
}

/** A file of the lesson whose pages can be shown. */
export const Deck = z.object({ fileId: Id, title: z.string(), pages: z.int().min(1).max(MAX_DECK_PAGES) })
export type Deck = z.infer<typeof Deck>

export const InkTool = z.enum(['pen', 'marker'])
export const InkColour = z.enum(['black', 'red', 'blue', 'green', 'yellow', 'white'])
export type InkColour = z.infer<typeof InkColour>

const coordinate = z.int().min(0).max(SURFACE_UNITS)
/** Every third value is a pressure. The values themselves were judged before. */
const isPointList = (list: readonly number[]) =>
  list.length % 3 === 0 && list.every((value, index) => index % 3 !== 2 || value <= PRESSURE_UNITS)

/** x, y and pressure of one point after another, flat: three quarters of the bytes of a list of objects are saved. */
export const InkPoints = z
  .array(z.int().min(0).max(SURFACE_UNITS))
  .min(3)
  .max(3 * MAX_STROKE_POINTS)
  .refine(isPointList, { error: 'x, y and pressure (0 to 255) of each point' })

export const Ink = z.object({
  tool: InkTool,
  colour: InkColour,
  /** Ten-thousandths of the surface's width. */
  width: z.int().min(5).max(500),
})
export type Ink = z.infer<typeof Ink>

export const Stroke = Ink.extend({ id: Id, points: InkPoints })
export type Stroke = z.infer<typeof Stroke>

/** Slides and boards as the whole room sees them. The strokes themselves are not here: whoever shows a surface reads them. */
export const BoardState = z.object({
  /** What was on the board so far, each with the page it was left at. */
  decks: z.array(Deck.extend({ page: z.int().min(1) })),
  boards: z.int().min(0).max(MAX_BOARDS),
  /** What everybody looks at; null: the lecturer's picture. */
  surface: Surface.nullable(),
  /** The class on stage may write. */
  stageMayWrite: z.boolean(),
  /** Drawn in this lesson, erased ones too. */
  strokes: z.int().min(0),
})
export type BoardState = z.infer<typeof BoardState>

const surface = { surface: Surface }
/** Null: the lecturer. A class writes by its room's screen or its assistant. */
const writer = { legId: Id.nullable() }

export const BOARD_COMMANDS = [
  /** Puts a deck of the lesson on the board, at the page it was left at. */
  z.object({ type: z.literal('choose_deck'), fileId: Id }),
  /** Turns a page, changes to a board; null clears the view for the lecturer's picture. */
  z.object({ type: z.literal('show_surface'), surface: Surface.nullable() }),
  z.object({ type: z.literal('add_board') }),
  z.object({ type: z.literal('allow_writing'), allowed: z.boolean() }),
  z.object({ type: z.literal('clear_surface'), ...surface }),
  // lecturer, and the class on stage when it may
  z.object({
    type: z.literal('draw_strokes'),
    ...surface,
    strokes: z.array(Stroke).min(1).max(MAX_STROKES_AT_ONCE),
  }),
  z.object({ type: z.literal('erase_strokes'), ...surface, strokeIds: z.array(Id).min(1).max(100) }),
  /** Takes back the last own stroke on the surface; the lecturer, with none left there, the last clearing. */
  z.object({ type: z.literal('undo_stroke'), ...surface }),
] as const

export const BOARD_EVENTS = [
  z.object({ kind: z.literal('deck_chosen'), deck: Deck }),
  z.object({ kind: z.literal('surface_shown'), surface: Surface.nullable() }),
  z.object({ kind: z.literal('board_added'), number: z.int().min(1).max(MAX_BOARDS) }),
  z.object({ kind: z.literal('writing_allowed'), allowed: z.boolean() }),
  z.object({ kind: z.literal('surface_cleared'), ...surface }),
  /** What a clearing took away is there again, but what was erased by itself. `cleared` is the revision of that clearing. */
  z.object({ kind: z.literal('clear_undone'), ...surface, cleared: z.int().positive() }),
  z.object({ kind: z.literal('stroke_drawn'), ...surface, ...writer, stroke: Stroke }),
  z.object({ kind: z.literal('strokes_erased'), ...surface, strokeIds: z.array(Id) }),
] as const

/** A stroke that is there, with the revision that drew it: strokes lie on each other in this order. */
export const StoredStroke = Stroke.extend({ revision: z.int().positive(), ...writer })
export type StoredStroke = z.infer<typeof StoredStroke>

/** Strokes that one answer of `read_strokes` holds at most. */
export const STROKES_PAGE = 200

export const ReadStrokes = z.object({
  lessonId: Id,
  ...surface,
  /** Revision of the last stroke of the page before. */
  after: z.int().nonnegative().default(0),
})
export const StrokesRead = z.object({ strokes: z.array(StoredStroke), more: z.boolean() })
export type StrokesRead = z.infer<typeof StrokesRead>

/** A pen or a pointer on its way: shown at once, kept nowhere. What it says is over within seconds. */
export const Sketch = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('laser'), ...surface, x: coordinate, y: coordinate }),
  z.object({ kind: z.literal('laser_off'), ...surface }),
  /** Points of an unfinished stroke from number `from` on; the finished one comes as `stroke_drawn` with the same id. */
  z.object({
    kind: z.literal('stroke'),
    ...surface,
    ink: Ink,
    strokeId: Id,
    from: z.int().min(0).max(MAX_STROKE_POINTS),
    points: InkPoints.max(3 * 60),
  }),
  z.object({ kind: z.literal('stroke_off'), ...surface, strokeId: Id }),
])
export type Sketch = z.infer<typeof Sketch>

export const SendSketch = z.object({ lessonId: Id, sketch: Sketch })
export const SketchNotice = z.object({ lessonId: Id, ...writer, sketch: Sketch })
export type SketchNotice = z.infer<typeof SketchNotice>

export type BoardEventBody = z.infer<(typeof BOARD_EVENTS)[number]>
export type BoardCommand = z.infer<(typeof BOARD_COMMANDS)[number]>

export const emptyBoard = (): BoardState => ({
  decks: [],
  boards: 0,
  surface: null,
  stageMayWrite: false,
  strokes: 0,
})

/** The slide's deck remembers the page it is left at. */
function shown(board: BoardState, surface: Surface | null): BoardState {
  const place = surface === null ? null : placeOf(surface)
  if (place?.kind !== 'slide') return { ...board, surface }
  const decks = board.decks.map((deck) =>
    deck.fileId === place.fileId ? { ...deck, page: Math.min(place.page, deck.pages) } : deck,
  )
  return { ...board, decks, surface }
}

/** Slides and boards after one more event. Pure. */
export function applyBoard(board: BoardState, body: BoardEventBody): BoardState {
  switch (body.kind) {
    case 'deck_chosen': {
      const before = board.decks.find(({ fileId }) => fileId === body.deck.fileId)
      const deck = { ...body.deck, page: Math.min(before?.page ?? 1, body.deck.pages) }
      const others = board.decks.filter((one) => one !== before)
      return { ...board, decks: [...others, deck], surface: slideSurface(deck.fileId, deck.page) }
    }
    case 'surface_shown':
      return shown(board, body.surface)
    case 'board_added':
      return {
        ...board,
        boards: Math.max(board.boards, body.number),
        surface: boardSurface(body.number),
      }
    case 'writing_allowed':
      return { ...board, stageMayWrite: body.allowed }
    case 'stroke_drawn':
      return { ...board, strokes: board.strokes + 1 }
    case 'surface_cleared':
    case 'clear_undone':
    case 'strokes_erased':
      return board
  }
}

/** Whether a surface is in this lesson. */
export function hasSurface(board: BoardState, surface: Surface): boolean {
  const place = placeOf(surface)
  if (place.kind === 'board') return place.number <= board.boards
  return board.decks.some(({ fileId, pages }) => fileId === place.fileId && place.page <= pages)
}
