import fc from 'fast-check'
import { boardSurface, type Stroke } from '../lesson/board.ts'
import type { LessonEventBody } from '../lesson/events.ts'
import { inkAt, inkOf } from './replay.ts'

const SURFACES = [boardSurface(1), boardSurface(2)]
const idOf = (n: number): string => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
const strokeOf = (n: number): Stroke => ({
  id: idOf(n),
  tool: 'pen',
  colour: 'red',
  width: 40,
  points: [n, n, 1],
})

/** What a writer does next; `pick` chooses among what there is. */
const step = fc.record({
  what: fc.constantFrom('draw', 'draw', 'draw', 'erase', 'clear', 'undo'),
  surface: fc.constantFrom(...SURFACES),
  pick: fc.nat(),
})

/** The board by its definition: drawn, not erased, younger than the last clearing that stands. */
class Board {
  readonly bodies: LessonEventBody[] = []
  readonly drawn: { id: string; surface: string; revision: number }[] = []
  readonly erased = new Set<string>()
  readonly clears: { surface: string; revision: number }[] = []

  there(surface: string): string[] {
    const last = Math.max(
      0,
      ...this.clears.filter((one) => one.surface === surface).map((one) => one.revision),
    )
    return this.drawn
      .filter((one) => one.surface === surface && one.revision > last && !this.erased.has(one.id))
      .map(({ id }) => id)
  }

  take({ what, surface, pick }: { what: string; surface: string; pick: number }): void {
    const revision = this.bodies.length + 1
    const standing = this.clears.findLast((one) => one.surface === surface)
    const erasable = this.drawn.filter((one) => one.surface === surface)
    if (what === 'undo' && standing) {
      this.clears.splice(this.clears.indexOf(standing), 1)
      this.bodies.push({ kind: 'clear_undone', surface, cleared: standing.revision })
    } else if (what === 'clear') {
      this.clears.push({ surface, revision })
      this.bodies.push({ kind: 'surface_cleared', surface })
    } else if (what === 'erase' && erasable.length > 0) {
      // One that is cleared away may be erased too: it was on its way.
      const { id } = erasable[pick % erasable.length]!
      this.erased.add(id)
      this.bodies.push({ kind: 'strokes_erased', surface, strokeIds: [id] })
    } else {
      this.drawn.push({ id: idOf(revision), surface, revision })
      this.bodies.push({ kind: 'stroke_drawn', surface, legId: null, stroke: strokeOf(revision) })
    }
  }
}

test('at every moment a replay shows what was on the board, in the order in which it was drawn', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const board = new Board()
      const expected = steps.map((one) => {
        board.take(one)
        return SURFACES.map((surface) => board.there(surface))
      })
      const ink = inkOf(
        board.bodies.map((body, index) => ({ at: index, event: { revision: index + 1, body } })),
      )
      const shown = expected.map((_, at) =>
        SURFACES.map((surface) => inkAt(ink, surface, at).map(({ id }) => id)),
      )
      expect(shown).toEqual(expected)
    }),
  )
})
