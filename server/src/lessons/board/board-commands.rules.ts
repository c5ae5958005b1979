import {
  hasSurface,
  MAX_BOARDS,
  MAX_DECKS,
  MAX_STROKES,
  Refusal,
  type BoardCommand,
  type LessonEventBody,
  type LessonState,
  type LessonStatus,
  type Part,
  type Surface,
} from '@tongke/contract'
import type { LessonActor, Moment } from '../lesson-command.rules.ts'

type Of<T extends BoardCommand['type']> = Extract<BoardCommand, { type: T }>
type Decision = LessonEventBody[] | Refusal
type Rule = { parts: readonly Part[]; in: readonly LessonStatus[] }

const OPEN: readonly LessonStatus[] = ['WAITING', 'LIVE', 'INTERRUPTED']
const lecturer: Rule = { parts: ['lecturer'], in: OPEN }
const writers: Rule = { parts: ['lecturer', 'room', 'assistant'], in: OPEN }

export const BOARD_ROOM_COMMANDS: { readonly [T in BoardCommand['type']]: Rule } = {
  choose_deck: lecturer,
  show_surface: lecturer,
  add_board: lecturer,
  allow_writing: lecturer,
  clear_surface: lecturer,
  draw_strokes: writers,
  erase_strokes: writers,
  undo_stroke: writers,
}

/** Who writes: null is the lecturer. */
export const writerOf = (actor: LessonActor): string | null => ('legId' in actor ? actor.legId : null)

/** The lecturer always; the screen and the assistant of the class on stage while the lecturer lets it. */
export function mayWrite({ stage, board, status }: LessonState, actor: LessonActor): boolean {
  if (!OPEN.includes(status)) return false
  if (actor.part === 'lecturer') return true
  if (actor.part !== 'room' && actor.part !== 'assistant') return false
  return board.stageMayWrite && stage?.legId === actor.legId
}

const when = (changes: boolean, event: LessonEventBody): LessonEventBody[] => (changes ? [event] : [])

function chooseDeck({ state, facts }: Moment): Decision {
  const { deck } = facts.board
  if (deck === null) return new Refusal('lesson.deck_unknown')
  if (deck === 'working') return new Refusal('resource.processing')
  const isKnown = state.board.decks.some(({ fileId }) => fileId === deck.fileId)
  if (!isKnown && state.board.decks.length >= MAX_DECKS) return new Refusal('lesson.decks_full')
  return [{ kind: 'deck_chosen', deck }]
}

function addBoard({ state: { board } }: Moment): Decision {
  if (board.boards >= MAX_BOARDS) return new Refusal('lesson.boards_full')
  return [{ kind: 'board_added', number: board.boards + 1 }]
}

/** Why this actor may not write on this surface, or null. */
function writingRefusal({ state, actor }: Moment, surface: Surface): Refusal | null {
  if (!mayWrite(state, actor)) return new Refusal('lesson.not_writer')
  return hasSurface(state.board, surface) ? null : new Refusal('lesson.surface_unknown')
}

/** A stroke that was drawn before is passed over: its message came twice. */
function draw(moment: Moment, { surface, strokes }: Of<'draw_strokes'>): Decision {
  const refused = writingRefusal(moment, surface)
  if (refused) return refused
  const known = new Set(moment.facts.board.strokes.map(({ id }) => id))
  const fresh = strokes.filter(({ id }) => !known.has(id) && known.add(id))
  if (moment.state.board.strokes + fresh.length > MAX_STROKES) return new Refusal('lesson.strokes_full')
  const legId = writerOf(moment.actor)
  return fresh.map((stroke) => ({ kind: 'stroke_drawn', surface, legId, stroke }))
}

/** A class wipes only what it wrote, the lecturer everything. What is gone already is passed over. */
function erase(moment: Moment, { surface, strokeIds }: Of<'erase_strokes'>): Decision {
  const refused = writingRefusal(moment, surface)
  if (refused) return refused
  const found = moment.facts.board.strokes.filter(
    (stroke) => stroke.surface === surface && strokeIds.includes(stroke.id),
  )
  const writer = writerOf(moment.actor)
  if (writer !== null && found.some(({ legId }) => legId !== writer))
    return new Refusal('lesson.stroke_unknown')
  const there = found.filter(({ erased }) => !erased).map(({ id }) => id)
  return when(there.length > 0, { kind: 'strokes_erased', surface, strokeIds: there })
}

function undo(moment: Moment, { surface }: Of<'undo_stroke'>): Decision {
  const refused = writingRefusal(moment, surface)
  if (refused) return refused
  const { lastOwn, lastClear } = moment.facts.board
  if (lastOwn !== null) return [{ kind: 'strokes_erased', surface, strokeIds: [lastOwn] }]
  // Who cleared it takes that back: the lecturer alone clears.
  if (writerOf(moment.actor) !== null || lastClear === null) return new Refusal('lesson.stroke_unknown')
  return [{ kind: 'clear_undone', surface, cleared: lastClear }]
}

function show({ state: { board } }: Moment, { surface }: Of<'show_surface'>): Decision {
  if (surface !== null && !hasSurface(board, surface)) return new Refusal('lesson.surface_unknown')
  return when(board.surface !== surface, { kind: 'surface_shown', surface })
}

/** What commands about slides and boards do. Part and state are judged before. */
export const BOARD_HANDLERS: {
  readonly [T in BoardCommand['type']]: (moment: Moment, command: Of<T>) => Decision
} = {
  choose_deck: chooseDeck,
  show_surface: show,
  add_board: addBoard,
  allow_writing: ({ state: { board } }, { allowed }) =>
    when(board.stageMayWrite !== allowed, { kind: 'writing_allowed', allowed }),
  // Where nothing lies nothing is cleared, and nothing has to be taken back.
  clear_surface: ({ state: { board }, facts }, { surface }) =>
    hasSurface(board, surface)
      ? when(facts.board.isInked, { kind: 'surface_cleared', surface })
      : new Refusal('lesson.surface_unknown'),
  draw_strokes: draw,
  erase_strokes: erase,
  undo_stroke: undo,
}
