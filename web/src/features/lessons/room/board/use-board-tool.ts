import { placeOf, type InkColour, type Surface } from '@tongke/contract'
import { useState } from 'react'
import type { BoardTool } from './use-writing.ts'

export type ToolName = 'pen' | 'marker' | 'eraser' | 'laser'

/** Colours that show: chalk on a board, ink on a page. */
const COLOURS: Readonly<Record<'board' | 'slide', readonly InkColour[]>> = {
  board: ['white', 'yellow', 'red', 'green', 'blue'],
  slide: ['red', 'blue', 'green', 'black', 'yellow'],
}
const PEN_WIDTHS = [30, 55, 100]
const MARKER_WIDTH = 220

export interface ToolState {
  readonly name: ToolName | null
  readonly colour: InkColour
  readonly colours: readonly InkColour[]
  readonly width: number
  readonly widths: readonly number[]
  /** The tool as the surface uses it. */
  readonly tool: BoardTool
  readonly pick: (name: ToolName) => void
  readonly setColour: (colour: InkColour) => void
  readonly setWidth: (width: number) => void
}

/** Tool, colour and width in hand; each kind of surface remembers its colour. A tool picked twice is laid down. */
export function useBoardTool(surface: Surface, first: ToolName | null): ToolState {
  const kind = placeOf(surface).kind
  const [name, setName] = useState<ToolName | null>(first)
  const [chosen, setChosen] = useState<Readonly<Record<'board' | 'slide', InkColour>>>({
    board: 'white',
    slide: 'red',
  })
  const [width, setWidth] = useState(PEN_WIDTHS[1]!)
  const colour = chosen[kind]
  const toolOf = (): BoardTool => {
    if (name === null) return null
    if (name === 'eraser' || name === 'laser') return { kind: name }
    return { kind: 'ink', ink: { tool: name, colour, width: name === 'marker' ? MARKER_WIDTH : width } }
  }
  return {
    name,
    colour,
    colours: COLOURS[kind],
    width,
    widths: PEN_WIDTHS,
    tool: toolOf(),
    pick: (next) => setName(next === name ? null : next),
    setColour: (next) => setChosen({ ...chosen, [kind]: next }),
    setWidth,
  }
}
