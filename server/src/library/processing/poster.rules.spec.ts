import { bestPicture } from './poster.rules.ts'

const good = { brightness: 120, contrast: 50, sharpness: 6, entropy: 6 }

it('prefers a sharp and rich picture', () => {
  expect(bestPicture([{ ...good, sharpness: 2 }, good, { ...good, entropy: 3 }])).toBe(1)
})

it.each([
  ['black', { brightness: 3, contrast: 2, sharpness: 0, entropy: 0.1 }],
  ['black with noise', { ...good, brightness: 10 }],
  ['white', { ...good, brightness: 250 }],
  ['blank', { ...good, contrast: 1 }],
])('takes no %s picture when there is another', (_, bad) => {
  expect(bestPicture([bad, { ...good, sharpness: 1, entropy: 2 }])).toBe(1)
})

it('takes the first of none', () => expect(bestPicture([])).toBe(0))
