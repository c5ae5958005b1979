import { resourcesOf, type DemoResource } from './resource-text.rules.ts'
import { CHINESE } from './texts/chinese.ts'
import { ENGLISH } from './texts/english.ts'
import { HUMANITIES } from './texts/humanities.ts'
import { MATHEMATICS } from './texts/mathematics.ts'
import { NATURE } from './texts/nature.ts'
import { SHEETS } from './texts/sheets.ts'
import { SLIDE_SETS } from './texts/slides.ts'

const SHELVES = [CHINESE, MATHEMATICS, ENGLISH, NATURE, HUMANITIES, SLIDE_SETS, SHEETS].map(resourcesOf)

/** Everything in the demo library, the shelves mixed evenly: while it grows there is already something of everything. */
export const DEMO_LIBRARY: readonly DemoResource[] = SHELVES.flatMap((shelf) =>
  shelf.map((resource, index) => ({ resource, at: (index + 0.5) / shelf.length })),
)
  .toSorted((a, b) => a.at - b.at)
  .map(({ resource }) => resource)
