import i18next, { type BackendModule, type ResourceKey } from 'i18next'
import { initReactI18next } from 'react-i18next'

export const LANGUAGES = ['zh-CN', 'en'] as const
export type Language = (typeof LANGUAGES)[number]
const STORED = 'tongke.language'

const files = import.meta.glob<ResourceKey>('./i18n/*/*.json', { import: 'default' })

/** Each namespace is its own chunk, fetched when the first page that speaks it opens. */
const lazyFiles: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read(language, namespace, done) {
    const load = files[`./i18n/${language}/${namespace}.json`]
    if (!load) return done(new Error(`No words for ${language}/${namespace}`), null)
    load().then(
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
    ns: ['common', 'errors'],
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
/** Fetches words beside a page's code instead of after it. */
export const loadWords = (...namespaces: string[]) => i18next.loadNamespaces(namespaces)
