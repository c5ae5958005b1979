import { Injectable } from '@nestjs/common'
import { Database } from '../../platform/database/database.ts'
import { MAX_ALTERNATIVES, type Term } from './query.rules.ts'
import { runsOf, soundOf, wordsOfQuery } from './segment.ts'

interface Known {
  readonly typed: string
  readonly word: string
}

const LATIN = /^[a-z0-9]+$/
/** Below it two sounds are different words, not one misspelt. */
const ALIKE = 0.5

/** Reads a query: what was typed in pinyin or by a homophone becomes the words that the library has. */
@Injectable()
export class LibraryWords {
  constructor(private readonly database: Database) {}

  async termsOf(text: string): Promise<Term[]> {
    const runs = runsOf(text).map((run) => ({ run, words: wordsOfQuery(run) }))
    const all = [...new Set(runs.flatMap(({ run, words }) => [run, ...words]))]
    if (all.length === 0) return []
    const [same, sounding] = await Promise.all([this.known(all), this.sounding(all)])
    const heard = (word: string) => sounding.filter((one) => one.typed === word).map((one) => one.word)
    const terms = runs.flatMap(({ run, words }): Term[] => {
      // A misspelt word falls apart into pieces that nobody meant; as a whole it sounds like the right one.
      const asOne = words.length > 1 && words.some((word) => !same.has(word)) ? heard(run) : []
      if (asOne.length > 0) return [{ typed: run, words: asOne }]
      return words.map((word) => ({ typed: word, words: wordsFor(word, same.has(word), heard(word)) }))
    })
    return Promise.all(terms.map((term) => (this.isLost(term, same) ? this.alike(term) : term)))
  }

  /** Known neither by writing nor by sound. */
  private isLost({ typed, words }: Term, same: ReadonlySet<string>): boolean {
    return words.length === 1 && words[0] === typed && !same.has(typed)
  }

  private async known(words: readonly string[]): Promise<Set<string>> {
    const rows = await this.database.rows<{ word: string }>(
      'select word from library_word where word = any($1)',
      [words],
    )
    return new Set(rows.map(({ word }) => word))
  }

  /** Words by their whole pinyin or, from two letters on, by their initials; the most used first. */
  private sounding(words: readonly string[]): Promise<Known[]> {
    return this.database.rows<Known>(SOUNDING, [
      words,
      words.map(soundOf),
      words.map((word) => (LATIN.test(word) && word.length > 1 ? word : '')),
      MAX_ALTERNATIVES,
    ])
  }

  /** The nearest sound, when one is near: `guangheziyong` for 光合作用. */
  private async alike(term: Term): Promise<Term> {
    const [nearest] = await this.database.rows<{ word: string }>(
      `select word from library_word where sound % $1 and similarity(sound, $1) >= $2
        order by similarity(sound, $1) desc, uses desc limit 1`,
      [soundOf(term.typed), ALIKE],
    )
    return nearest ? { typed: term.typed, words: [nearest.word] } : term
  }
}

/** Latin letters are pinyin or English, nobody knows; a Chinese word that the library has is meant as it is. */
function wordsFor(word: string, isKnown: boolean, heard: readonly string[]): string[] {
  if (LATIN.test(word)) return isKnown ? [word, ...heard] : [...heard, word]
  return isKnown || heard.length === 0 ? [word] : [...heard]
}

/** Initials of one letter stand for half the dictionary and are not looked up. */
const SOUNDING = `
  select t.typed, w.word
    from unnest($1::text[], $2::text[], $3::text[]) as t(typed, sound, initials)
    cross join lateral (
      select word, max(uses) as uses from (
        (select word, uses * 4 as uses from library_word where sound = t.sound order by uses desc limit $4)
        union all
        (select word, uses from library_word where initials = t.initials and t.initials <> '' order by uses desc limit $4)
      ) heard group by word order by 2 desc limit $4
    ) w
   where w.word <> t.typed`

/** For suggestions: how a text would begin in pinyin. */
export const soundPrefix = (text: string): string => soundOf(text).replaceAll(/[^a-z0-9]/g, '')
