import { boardSurface, type BoardCommand, type Stroke } from '@tongke/contract'

/** For the specs of the lesson's commands. */
export const FILE = '00000000-0000-7000-8000-0000000000f1'
const STROKE = '00000000-0000-7000-8000-0000000000a1'

export const strokeOf = (id = STROKE): Stroke => ({
  id,
  tool: 'pen',
  colour: 'black',
  width: 40,
  points: [100, 100, 128, 200, 200, 128],
})

export const BOARD_SAMPLES: { [C in BoardCommand['type']]: Extract<BoardCommand, { type: C }> } = {
  choose_deck: { type: 'choose_deck', fileId: FILE },
  show_surface: { type: 'show_surface', surface: null },
  add_board: { type: 'add_board' },
  allow_writing: { type: 'allow_writing', allowed: true },
  clear_surface: { type: 'clear_surface', surface: boardSurface(1) },
  draw_strokes: { type: 'draw_strokes', surface: boardSurface(1), strokes: [strokeOf()] },
  erase_strokes: { type: 'erase_strokes', surface: boardSurface(1), strokeIds: [STROKE] },
  undo_stroke: { type: 'undo_stroke', surface: boardSurface(1) },
}
