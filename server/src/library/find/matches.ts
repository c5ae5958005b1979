import { Injectable } from '@nestjs/common'
import { Database } from '../../platform/database/database.ts'
import { tsqueryOf, type Term } from './query.rules.ts'

/** A word in the title, the keywords or the node is worth more than one somewhere in the text. */
const IN_TITLE = 8
const IN_TEXT = 2
/** Of a word that is nearly everywhere no more are counted. */
export const MOST_MATCHES = 20_000

/** Numbers of entries with their worth. */
export type Matches = ReadonlyMap<number, number>

/** What Postgres knows of entries: words in texts, and places in the curriculum tree. */
@Injectable()
export class LibraryMatches {
  constructor(private readonly database: Database) {}

  /** Entries that have all terms. */
  async ofTerms(terms: readonly Term[], typed: string): Promise<Matches> {
    const query = tsqueryOf(terms, typed)
    const [row] = await this.database.rows<{ titled: string | null; others: string | null }>(WITH_WORDS, [
      query,
    ])
    const others = numbersIn(row?.others)
    // Of a word that is nearly everywhere some titles may not have been among those counted.
    const titled = others.length < MOST_MATCHES ? numbersIn(row?.titled) : await this.numbers(TITLED, query)
    const worth = new Map<number, number>()
    for (const number of others) worth.set(number, IN_TEXT)
    for (const number of titled) worth.set(number, IN_TITLE)
    return worth
  }

  /** Entries that hang on a node or on one below it. */
  async ofNode(nodeId: string): Promise<ReadonlySet<number>> {
    return new Set(await this.numbers(ON_NODE, nodeId))
  }

  private async numbers(sql: string, parameter: string): Promise<number[]> {
    const [row] = await this.database.rows<{ numbers: string | null }>(
      `select string_agg(number::text, ',') as numbers from (${sql}) found`,
      [parameter],
    )
    return numbersIn(row?.numbers)
  }
}

/** Numbers come as one text: parsing an array of twenty thousand by element costs more than finding them. */
const numbersIn = (text: string | null | undefined): number[] => (text ? text.split(',').map(Number) : [])

const TITLED = `select number from library_text where title_words @@ $1::tsquery limit ${MOST_MATCHES}`

/** All words of a title are words of its text as well: one look for both. */
const WITH_WORDS = `
  select string_agg(number::text, ',') filter (where is_titled) as titled, string_agg(number::text, ',') as others
    from (select number, title_words @@ $1::tsquery as is_titled from library_text
           where all_words @@ $1::tsquery limit ${MOST_MATCHES}) found`

const ON_NODE = `
  select e.number
    from curriculum_node above
    join curriculum_node node on node.path like above.path || '%'
    join resource_node link on link.node_id = node.id
    join library_entry e on e.version_id = link.version_id
   where above.id = $1`
