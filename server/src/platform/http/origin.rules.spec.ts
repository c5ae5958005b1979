import { originAllowed } from './origin.rules.ts'

const facts = {
  method: 'POST',
  host: 'tongke.example',
  origin: undefined,
  fetchSite: undefined,
  hasCookie: true,
}

describe('originAllowed', () => {
  it.each([
    ['a read from anywhere', { method: 'GET', origin: 'https://evil.example' }, true],
    ['our page', { origin: 'https://tongke.example' }, true],
    ['our page, upper case host', { origin: 'https://tongke.example', host: 'Tongke.Example' }, true],
    ['another site', { origin: 'https://evil.example' }, false],
    ['another port', { origin: 'https://tongke.example:8443' }, false],
    ['a name that starts like ours', { origin: 'https://tongke.example.evil.example' }, false],
    ['an opaque origin', { origin: 'null' }, false],
    ['no host', { origin: 'https://tongke.example', host: undefined }, false],
    ['no origin but a cookie', {}, false],
    ['no origin, same-origin fetch metadata', { fetchSite: 'same-origin' }, true],
    ['no origin, cross-site fetch metadata', { fetchSite: 'cross-site', hasCookie: false }, false],
    ['a program without cookie', { hasCookie: false }, true],
  ])('%s', (_, change, allowed) => {
    expect(originAllowed({ ...facts, ...change })).toBe(allowed)
  })
})
