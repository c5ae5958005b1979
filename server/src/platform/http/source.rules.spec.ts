import { sourceOf } from './source.rules.ts'

const PROXY = '10.0.0.1'
const source = (headers: Record<string, string>, proxies: number) =>
  sourceOf(
    { headers: { host: 'inside:8080', ...headers }, socket: { remoteAddress: `::ffff:${PROXY}` } },
    proxies,
  )

const forwarded = {
  'x-forwarded-for': '6.6.6.6, 203.0.113.7',
  'x-forwarded-host': 'evil.example, tongke.example',
}

describe('sourceOf', () => {
  it('believes no header without a proxy', () => {
    expect(source(forwarded, 0)).toEqual({ host: 'inside:8080', address: PROXY })
  })
  it('takes what the one proxy added, not what the client sent before', () => {
    expect(source(forwarded, 1)).toEqual({ host: 'tongke.example', address: '203.0.113.7' })
  })
  it('goes as far back as there are proxies of ours', () => {
    expect(source(forwarded, 2)).toMatchObject({ address: '6.6.6.6' })
    expect(source(forwarded, 5)).toMatchObject({ address: '6.6.6.6' })
  })
  it('falls back to the connection when the proxy says nothing', () => {
    expect(source({}, 1)).toEqual({ host: 'inside:8080', address: PROXY })
  })
})
