import { ApiError } from '../../../lib/api-error.ts'
import { runImport, type Outcomes } from './import-run.ts'

const failing = (codes: Readonly<Record<string, ApiError['code']>>) => async (key: string) => {
  const code = codes[key]
  if (code) throw new ApiError(code, 422)
  return { resourceId: `made of ${key}` }
}
const run = async (codes: Readonly<Record<string, ApiError['code']>>, stopAfter?: string) => {
  let last: Outcomes = new Map()
  const stopping = new AbortController()
  const count = await runImport(['a', 'b', 'c'], {
    importItem: failing(codes),
    signal: stopping.signal,
    show: (outcomes) => {
      last = outcomes
      if (stopAfter !== undefined && outcomes.get(stopAfter)?.state === 'busy') stopping.abort()
    },
  })
  return { count, states: Object.fromEntries([...last].map(([key, { state }]) => [key, state])) }
}

describe('an import', () => {
  it('takes item after item', async () => {
    expect(await run({})).toEqual({ count: 3, states: { a: 'done', b: 'done', c: 'done' } })
  })

  it('goes on after an item that is refused', async () => {
    expect(await run({ b: 'resource.written_homework' })).toEqual({
      count: 2,
      states: { a: 'done', b: 'failed', c: 'done' },
    })
  })

  it.each<ApiError['code']>(['offline', 'auth.required', 'upload.no_space', 'upload.unknown'])(
    'ends where the next would fail too: %s',
    async (code) => {
      expect(await run({ b: code })).toEqual({ count: 1, states: { a: 'done', b: 'failed' } })
    },
  )

  it('stops when told, after the item in hand', async () => {
    expect(await run({}, 'b')).toEqual({ count: 2, states: { a: 'done', b: 'done' } })
  })
})
