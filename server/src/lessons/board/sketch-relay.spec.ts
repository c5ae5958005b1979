import { boardSurface, type SketchNotice } from '@tongke/contract'
import * as fc from 'fast-check'
import { uuid } from '../lesson.fixtures.ts'
import { parcels } from './sketch-relay.ts'

const notice = (points: number): SketchNotice => ({
  lessonId: uuid(9),
  legId: null,
  sketch: {
    kind: 'stroke',
    surface: boardSurface(1),
    ink: { tool: 'pen', colour: 'red', width: 40 },
    strokeId: uuid(1),
    from: 0,
    points: Array.from({ length: 3 * points }, () => 255),
  },
})

test('everything is carried once, in order, in parcels that a notice can hold', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 60 }), (sizes) => {
      const all = sizes.map(notice)
      const made = parcels(all)
      expect(made.flat()).toEqual(all)
      for (const parcel of made) expect(Buffer.byteLength(JSON.stringify(parcel))).toBeLessThan(7_000)
    }),
  )
})
