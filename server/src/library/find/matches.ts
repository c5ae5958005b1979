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
    const [inTitle, inText] = await Promise.all([
      this.numbers(
        `select number from library_text where title_words @@ $1::tsquery limit ${MOST_MATCHES}`,
        query,
      ),
      this.numbers(
        `select number from library_text where all_words @@ $1::tsquery limit ${MOST_MATCHES}`,
        query,
      ),
    ])
    const worth = new Map<number, number>()
    for (const number of inText) worth.set(number, IN_TEXT)
    for (const number of inTitle) worth.set(number, IN_TITLE)
    return worth
  }

  /** Entries that hang on a node or on one below it. */
  async ofNode(nodeId: string): Promise<ReadonlySet<number>> {
    return new Set(await this.numbers(ON_NODE, nodeId))
  }

  /** As one text: parsing an array of twenty thousand numbers by element costs more than finding them. */
  private async numbers(sql: string, parameter: string): Promise<number[]> {
    const [row] = await this.database.rows<{ numbers: string | null }>(
      `select string_agg(number::text, ',') as numbers from (${sql}) found`,
      [parameter],
    )
    return row?.numbers ? row.numbers.split(',').map(Number) : []
  }
}

const ON_NODE = `
  select e.number
    from curriculum_node above
    join curriculum_node node on node.path like above.path || '%'
    join resource_node link on link.node_id = node.id
    join library_entry e on e.version_id = link.version_id
   where above.id = $1`
