import common from './i18n/zh-CN/common.json'
import errors from './i18n/zh-CN/errors.json'
import i18next, { type BackendModule, type ResourceKey } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { retry } from '../lib/retry.ts'

export const LANGUAGES = ['zh-CN', 'en'] as const
export type Language = (typeof LANGUAGES)[number]
const STORED = 'tongke.language'
/** A weak line may break between a page's code and its words: keys are not for readers. */
const RETRY_MS = [500, 2000, 5000]

const files = import.meta.glob<ResourceKey>('./i18n/*/*.json', { import: 'default' })

/** Each namespace is its own chunk, fetched when the first page that speaks it opens. */
const lazyFiles: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read(language, namespace, done) {
    const load = files[`./i18n/${language}/${namespace}.json`]
    if (!load) return done(new Error(`No words for ${language}/${namespace}`), null)
    retry(load, RETRY_MS).then(
      (words) => done(null, words),
      (error: Error) => done(error, null),
    )
  },
}

const storedLanguage = (): Language => {
  const stored = localStorage.getItem(STORED)
  return LANGUAGES.find((language) => language === stored) ?? 'zh-CN'
}

export const i18nReady = i18next
  .use(lazyFiles)
  .use(initReactI18next)
  .init({
    lng: storedLanguage(),
    fallbackLng: false,
    // There are no words for a language without its country.
    load: 'currentOnly',
    // The words are asked for at once, not behind everything that starts up.
    initAsync: false,
    ns: ['common', 'errors'],
    // The first words come with the code: nothing can be shown without them.
    resources: { 'zh-CN': { common, errors } },
    partialBundledLanguages: true,
    defaultNS: 'common',
    interpolation: { escapeValue: false },
    react: { useSuspense: true },
  })

document.documentElement.lang = storedLanguage()
i18next.on('languageChanged', (language) => {
  document.documentElement.lang = language
  localStorage.setItem(STORED, language)
})

export const setLanguage = (language: Language) => i18next.changeLanguage(language)
/** Fetches words beside a page's code instead of after it. Fails when they do not come. */
export async function loadWords(...namespaces: string[]): Promise<void> {
  // Asked for before the language is known, words come with the first ones.
  await Promise.all([i18nReady, i18next.loadNamespaces(namespaces)])
  const missing = namespaces.filter((name) => !i18next.hasResourceBundle(i18next.language, name))
  if (missing.length > 0) throw new Error(`Failed to fetch the words of ${missing.join(', ')}`)
}
