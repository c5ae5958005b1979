import { browserOf } from './browser-version.ts'

const chrome =
  'Mozilla/5.0 (Windows NT 6.1; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36'

describe('browser version', () => {
  it.each([
    [chrome, 'Chrome', 109],
    [`${chrome} Edg/109.0.1518.55`, 'Edge', 109],
    [`${chrome.replace('109', '78')} QIHU 360SE`, '360', 78],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', 'Firefox', null],
    [
      'Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1',
      'Safari',
      null,
    ],
    ['', '?', null],
  ])('%s', (userAgent, name, chromiumVersion) => {
    expect(browserOf(userAgent)).toEqual({ name, chromiumVersion })
  })
})
