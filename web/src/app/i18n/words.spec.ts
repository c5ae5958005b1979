import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ERRORS, FindingCode, ProcessingStep } from '@tongke/contract'

type Words = { [key: string]: string | Words }

const read = (language: string, file: string): Words =>
  JSON.parse(readFileSync(join(import.meta.dirname, language, file), 'utf8')) as Words

const PLURAL = /_(zero|one|two|few|many|other)$/

/** Dotted keys; English plural forms count as the one key Chinese has. */
const keysOf = (words: Words, prefix = ''): string[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [(prefix + key).replace(PLURAL, '')] : keysOf(value, `${prefix}${key}.`),
  )

const emptyOf = (words: Words, prefix = ''): string[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? (value ? [] : [prefix + key]) : emptyOf(value, `${prefix}${key}.`),
  )

const sorted = (words: Words) => [...new Set(keysOf(words))].sort((a, b) => a.localeCompare(b))
const files = readdirSync(join(import.meta.dirname, 'zh-CN'))

describe('words of the portal', () => {
  it('has the same files in both languages', () => {
    expect(readdirSync(join(import.meta.dirname, 'en')).sort()).toEqual([...files].sort())
  })

  it.each(files)('%s has the same keys in English as in Chinese', (file) => {
    expect(sorted(read('en', file))).toEqual(sorted(read('zh-CN', file)))
  })

  it.each(files)('%s leaves no word empty: its key would be shown', (file) => {
    for (const language of ['zh-CN', 'en']) expect(emptyOf(read(language, file))).toEqual([])
  })

  it('translates every error code of the contract', () => {
    const translated = keysOf(read('zh-CN', 'errors.json'))
    expect(Object.keys(ERRORS).filter((code) => !translated.includes(code))).toEqual([])
  })

  it('has a sentence for every finding about a file and every step of the work on it', () => {
    const translated = keysOf(read('zh-CN', 'findings.json'))
    const needed = [
      ...FindingCode.options.map((code) => `finding.${code}`),
      ...ProcessingStep.options.map((step) => `step.${step}`),
    ]
    expect(needed.filter((key) => !translated.includes(key))).toEqual([])
  })
})
