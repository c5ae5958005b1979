import { Turns } from './turns.ts'

it('does the work of one key in turn, failures too, and that of others beside it', async () => {
  const turns = new Turns()
  const log: string[] = []
  const gate = Promise.withResolvers<void>()
  const work = (name: string, wait?: Promise<void>) => async () => {
    log.push(`${name} begins`)
    await wait
    log.push(`${name} ends`)
    if (name === 'bad') throw new Error('bad')
    return name
  }
  const first = turns.take('a', work('first', gate.promise))
  const bad = turns.take('a', work('bad'))
  const third = turns.take('a', work('third'))
  expect(await turns.take('b', work('other'))).toBe('other')
  expect(log).toEqual(['first begins', 'other begins', 'other ends'])
  gate.resolve()
  await expect(bad).rejects.toThrow('bad')
  expect(await Promise.all([first, third])).toEqual(['first', 'third'])
  expect(log.slice(3)).toEqual(['first ends', 'bad begins', 'bad ends', 'third begins', 'third ends'])
})
