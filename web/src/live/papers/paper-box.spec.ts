import { ApiError } from '../../lib/api-error.ts'
import { PaperBox, slotOf, type Boxed, type Shelf, type Sheet } from './paper-box.ts'

const headcount = { expected: 6, present: 6, leave: 0, absent: 0 }
const sheet = (key: string, legId = 'leg'): Sheet => ({
  kind: 'roll',
  body: { key, legId, headcount, source: 'quick', seats: [], reason: null },
})
const paper = (key: string, legId = 'leg', personId = 'me') => ({
  slot: slotOf('lesson', 'roll', legId),
  personId,
  lessonId: 'lesson',
  sheet: sheet(key, legId),
})

class Drawer implements Shelf {
  readonly kept = new Map<string, Boxed>()
  all = () => Promise.resolve([...this.kept.values()])
  put = (one: Boxed) => Promise.resolve(void this.kept.set(one.slot, one))
  remove = (slot: string) => Promise.resolve(void this.kept.delete(slot))
}

/** A line that is down until told otherwise, and what came through it. */
function desk(shelf = new Drawer()) {
  const arrived: string[] = []
  const line: { fails: ApiError | null; me: string | null; now: number } = {
    fails: new ApiError('offline', 0),
    me: 'me',
    now: 1,
  }
  const box = new PaperBox({
    shelf,
    now: () => (line.now += 1),
    whoAmI: () => Promise.resolve(line.me),
    send: (_, { body }) => {
      if (line.fails) return Promise.reject(line.fails)
      arrived.push(body.key)
      return Promise.resolve()
    },
  })
  return { box, shelf, line, arrived }
}
const states = ({ box }: { box: PaperBox }) => Object.values(box.view.get()).map(({ state }) => state)

test('what is written without a line is kept, survives a reload, and arrives once with the same key', async () => {
  const before = desk()
  await before.box.handIn(paper('k1'))
  await before.box.flush()
  expect([before.arrived, states(before)]).toEqual([[], ['waiting']])

  const after = desk(before.shelf)
  await after.box.loaded
  expect(after.box.hasWaiting).toBe(true)
  after.line.fails = null
  await Promise.all([after.box.flush(), after.box.flush()])
  await after.box.flush()
  expect([after.arrived, states(after), after.shelf.kept.size]).toEqual([['k1'], ['sent'], 1])
})

test('a newer paper takes the place of one that waits, and papers go in the order they were handed in', async () => {
  const one = desk()
  await one.box.handIn(paper('old'))
  await one.box.handIn(paper('other', 'second'))
  await one.box.handIn(paper('new'))
  await one.box.flush()
  one.line.fails = null
  await one.box.flush()
  expect(one.arrived).toEqual(['other', 'new'])
})

test('a draft is kept and not sent; a refusal is an answer and stops nothing', async () => {
  const one = desk()
  await one.box.draft(paper('draft'))
  await one.box.handIn(paper('late', 'second'))
  await one.box.flush()
  one.line.fails = new ApiError('paper.too_late', 409)
  await one.box.flush()
  expect(Object.values(one.box.view.get()).map(({ state, code }) => [state, code])).toEqual([
    ['draft', undefined],
    ['refused', 'paper.too_late'],
  ])
})

test.each([0, 401, 429, 502])('after status %d it is tried again', async (status) => {
  const one = desk()
  one.line.fails = new ApiError('unavailable', status)
  await one.box.handIn(paper('k'))
  await one.box.flush()
  expect(states(one)).toEqual(['waiting'])
})

test('nobody sends what somebody else wrote on this computer', async () => {
  const one = desk()
  one.line.fails = null
  one.line.me = 'somebody'
  await one.box.handIn(paper('k'))
  await one.box.flush()
  expect([one.arrived, states(one)]).toEqual([[], ['waiting']])
  one.line.me = 'me'
  await one.box.flush()
  expect(one.arrived).toEqual(['k'])
})
