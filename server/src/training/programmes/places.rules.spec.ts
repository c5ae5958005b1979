import { hasPlace, movingUp } from './places.rules.ts'

const of = (taken: number, ruralTaken: number) => ({ places: 10, ruralPlaces: 4, taken, ruralTaken })

it.each([
  [0, 0, true, true],
  // Six from town: the other four places are not theirs.
  [6, 0, true, false],
  [9, 3, true, false],
  [9, 4, true, true],
  // Rural people may take more than what is kept for them.
  [9, 9, true, true],
  [10, 4, false, false],
])(
  'of ten places, four rural, with %d taken, %d by rural people: rural %s, town %s',
  (taken, rural, forRural, forTown) => {
    expect([hasPlace(of(taken, rural), true), hasPlace(of(taken, rural), false)]).toEqual([forRural, forTown])
  },
)

it('lets the list move up in its order, past those for whom nothing is free', () => {
  const waiting = [
    { name: '城甲', isRural: false },
    { name: '乡乙', isRural: true },
    { name: '乡丙', isRural: true },
  ]
  expect(movingUp(of(9, 3), waiting).map(({ name }) => name)).toEqual(['乡乙'])
  expect(movingUp(of(8, 4), waiting).map(({ name }) => name)).toEqual(['城甲', '乡乙'])
  expect(movingUp(of(10, 4), waiting)).toEqual([])
})
