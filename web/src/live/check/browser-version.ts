export interface BrowserVersion {
  /** What people call it. */
  name: string
  chromiumVersion: number | null
}

/** Most particular first: every one of them also calls itself Chrome. */
const NAMES: readonly [RegExp, string][] = [
  [/\bEdg\/(\d+)/, 'Edge'],
  [/\bQIHU|360SE|360EE/, '360'],
  [/\bMetaSr|SogouMobileBrowser/, 'Sogou'],
  [/\bQQBrowser\/(\d+)/, 'QQ'],
  [/\bMicroMessenger\/(\d+)/, 'WeChat'],
  [/\bFirefox\/(\d+)/, 'Firefox'],
  [/\b(?:Headless)?Chrome\/(\d+)/, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]

/** Name and Chromium version from a user agent; domestic browsers keep the version of the Chromium inside. */
export function browserOf(userAgent: string): BrowserVersion {
  const chromium = /\b(?:Headless)?Chrome\/(\d+)/.exec(userAgent)
  const name = NAMES.find(([pattern]) => pattern.test(userAgent))?.[1] ?? '?'
  return { name, chromiumVersion: chromium ? Number(chromium[1]) : null }
}
