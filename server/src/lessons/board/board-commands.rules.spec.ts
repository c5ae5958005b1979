import {
  boardSurface,
  emptyBoard,
  MAX_STROKES,
  Refusal,
  slideSurface,
  type BoardCommand,
  type BoardState,
  type LessonState,
  type Surface,
} from '@tongke/contract'
import { decide, foresee } from '../lesson.rules.ts'
import type { LessonActor } from '../lesson-command.rules.ts'
import {
  ASSISTANT,
  factsOf,
  LECTURER,
  LEG,
  OBSERVER,
  OTHER_LEG,
  ROOM,
  stateOf,
  T,
  uuid,
} from '../lesson.fixtures.ts'
import { NO_BOARD_FACTS, type BoardFacts } from './board-facts.ts'
import { FILE, strokeOf } from './board.fixtures.ts'
import { sketchRefusal } from './sketch-relay.ts'

const DECK = { fileId: FILE, title: '荷花', pages: 12 }
const ONE = boardSurface(1)
const withBoard = (board: Partial<BoardState>, change: Partial<LessonState> = {}): LessonState =>
  stateOf({ status: 'LIVE', startedAt: T, board: { ...emptyBoard(), boards: 1, ...board }, ...change })
const staged = (board: Partial<BoardState> = {}, legId = LEG) =>
  withBoard({ stageMayWrite: true, ...board }, { stage: { legId, handId: null, seat: null, since: T } })

const outcome = (
  state: LessonState,
  command: BoardCommand,
  actor: LessonActor = LECTURER,
  board: Partial<BoardFacts> = {},
) => {
  const decision = decide(state, command, actor, T, factsOf({ board: { ...NO_BOARD_FACTS, ...board } }))
  return decision instanceof Refusal ? decision.code : decision
}
const draw = (surface: Surface = ONE, ...ids: number[]): BoardCommand => ({
  type: 'draw_strokes',
  surface,
  strokes: ids.map((n) => strokeOf(uuid(n))),
})
const fact = (n: number, legId: string | null, erased = false, surface: Surface = ONE) => ({
  id: uuid(n),
  surface,
  legId,
  erased,
})

describe('slides', () => {
  const choose: BoardCommand = { type: 'choose_deck', fileId: FILE }

  test('a deck comes back at the page it was left at', () => {
    const first = outcome(withBoard({}), choose, LECTURER, { deck: DECK })
    expect(first).toEqual([{ kind: 'deck_chosen', deck: DECK }])
    const shown = foresee(
      withBoard({}),
      [
        { kind: 'deck_chosen', deck: DECK },
        { kind: 'surface_shown', surface: slideSurface(FILE, 7) },
        { kind: 'board_added', number: 2 },
        { kind: 'deck_chosen', deck: DECK },
      ],
      T,
    ).board
    expect(shown).toMatchObject({ surface: slideSurface(FILE, 7), boards: 2, decks: [{ page: 7 }] })
  })

  test.each<[string, Partial<BoardFacts>, string]>([
    ['of another lesson', { deck: null }, 'lesson.deck_unknown'],
    ['whose pages are being drawn', { deck: 'working' }, 'resource.processing'],
  ])('none %s', (_, facts, code) => {
    expect(outcome(withBoard({}), choose, LECTURER, facts)).toBe(code)
  })

  test('pages there are, and none beyond', () => {
    const state = withBoard({ decks: [{ ...DECK, page: 1 }], surface: slideSurface(FILE, 1) })
    const show = (surface: Surface | null) => outcome(state, { type: 'show_surface', surface })
    expect(show(slideSurface(FILE, 12))).toEqual([{ kind: 'surface_shown', surface: slideSurface(FILE, 12) }])
    expect(show(slideSurface(FILE, 1))).toEqual([])
    expect(show(null)).toEqual([{ kind: 'surface_shown', surface: null }])
    for (const surface of [slideSurface(FILE, 13), slideSurface(uuid(5), 1), boardSurface(2)])
      expect(show(surface)).toBe('lesson.surface_unknown')
  })
})

describe('who writes', () => {
  test.each<[string, LessonState, LessonActor, boolean]>([
    ['the lecturer', withBoard({}), LECTURER, true],
    ['the class on stage when it may', staged(), ROOM, true],
    ['its assistant too', staged(), ASSISTANT, true],
    ['not when the lecturer does not let it', staged({ stageMayWrite: false }), ROOM, false],
    ['not another class', staged({}, OTHER_LEG), ROOM, false],
    ['nobody below the stage', withBoard({ stageMayWrite: true }), ROOM, false],
    ['no observer', staged(), OBSERVER, false],
  ])('%s', (_, state, actor, may) => {
    expect(Array.isArray(outcome(state, draw(ONE, 1), actor))).toBe(may)
    const sketch = { kind: 'laser', surface: ONE, x: 1, y: 1 } as const
    expect(
      actor.part !== 'scheduler' && actor.part !== 'system' && sketchRefusal(state, actor, sketch) === null,
    ).toBe(may)
  })

  test('a stroke says who drew it, and is drawn once', () => {
    expect(outcome(staged(), draw(ONE, 1, 2, 2), ROOM, { strokes: [fact(1, LEG)] })).toEqual([
      { kind: 'stroke_drawn', surface: ONE, legId: LEG, stroke: strokeOf(uuid(2)) },
    ])
  })

  test('there is an end to it', () => {
    expect(outcome(withBoard({ strokes: MAX_STROKES - 1 }), draw(ONE, 1, 2))).toBe('lesson.strokes_full')
    expect(outcome(withBoard({ boards: 20 }), { type: 'add_board' })).toBe('lesson.boards_full')
    expect(outcome(withBoard({}), draw(boardSurface(2), 1))).toBe('lesson.surface_unknown')
  })
})

describe('what is wiped', () => {
  const erase = (...ids: number[]): BoardCommand => ({
    type: 'erase_strokes',
    surface: ONE,
    strokeIds: ids.map(uuid),
  })
  const strokes = [fact(1, null), fact(2, LEG), fact(3, LEG, true), fact(4, LEG, false, boardSurface(2))]

  test('the lecturer wipes everything that is there on this board', () => {
    expect(outcome(withBoard({}), erase(1, 2, 3, 4, 5), LECTURER, { strokes })).toEqual([
      { kind: 'strokes_erased', surface: ONE, strokeIds: [uuid(1), uuid(2)] },
    ])
  })

  test('the lecturer takes back a clearing once none of the own strokes is left, and clears only what is written on', () => {
    const undo: BoardCommand = { type: 'undo_stroke', surface: ONE }
    expect(outcome(withBoard({}), undo)).toBe('lesson.stroke_unknown')
    expect(outcome(withBoard({}), undo, LECTURER, { lastClear: 7, lastOwn: uuid(1) })).toEqual([
      { kind: 'strokes_erased', surface: ONE, strokeIds: [uuid(1)] },
    ])
    expect(outcome(withBoard({}), undo, LECTURER, { lastClear: 7 })).toEqual([
      { kind: 'clear_undone', surface: ONE, cleared: 7 },
    ])
    const clear: BoardCommand = { type: 'clear_surface', surface: ONE }
    expect(outcome(withBoard({}), clear)).toEqual([])
    expect(outcome(withBoard({}), clear, LECTURER, { isInked: true })).toEqual([
      { kind: 'surface_cleared', surface: ONE },
    ])
  })

  test('a class wipes only its own, and takes back only its own', () => {
    expect(outcome(staged(), erase(1, 2), ROOM, { strokes })).toBe('lesson.stroke_unknown')
    expect(outcome(staged(), erase(2, 3), ROOM, { strokes })).toEqual([
      { kind: 'strokes_erased', surface: ONE, strokeIds: [uuid(2)] },
    ])
    const undo: BoardCommand = { type: 'undo_stroke', surface: ONE }
    expect(outcome(staged(), undo, ROOM, { lastClear: 7 })).toBe('lesson.stroke_unknown')
    expect(outcome(staged(), undo, ROOM, { lastOwn: uuid(2) })).toEqual([
      { kind: 'strokes_erased', surface: ONE, strokeIds: [uuid(2)] },
    ])
  })
})
