import { findResources, type FindQuery } from '@tongke/contract'
import pg from 'pg'
import type { z } from 'zod'
import { ApiClient } from '../support/api-client.ts'
import type { Stack } from '../support/stack.ts'
import { metric, percentile, type Metrics } from './figures.ts'
import { growTo } from './search-corpus.ts'

type Query = z.input<typeof FindQuery>

/** What teachers ask: words, a word with a facet, facets alone, pinyin, nothing, the next page. */
const QUESTIONS: readonly Query[] = [
  { q: '分数乘法' },
  { q: '三角形', grade: 5 },
  { q: '观潮', subject: 'chinese' },
  { q: 'fenshu' },
  { q: '练习课', type: 'micro_lesson', grade: 3 },
  { q: '光的反射 实验' },
  { q: '教师' },
  { q: '合作讨论', subject: 'science' },
  { subject: 'mathematics', grade: 5 },
  { type: 'courseware', licence: 'county', page: 3 },
  { stage: 'junior', sort: 'popular' },
  { sort: 'recent' },
  {},
]
const ROUNDS = 25
const SIZES = [
  [10_000, '10k'],
  [100_000, '100k'],
] as const

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now()
  await work()
  return performance.now() - from
}

/** The same without the product: filter, rank, count and the cards' own columns by one statement each. */
async function bare(database: pg.Client, { q, subject, grade, type, licence, stage }: Query): Promise<void> {
  const words = q && !/^[a-z]+$/.test(q) ? q.split(' ') : []
  const where = `($1::text[] = '{}' or exists (select from library_text t where t.number = e.number and t.all_words @@ $7::tsquery))
    and ($2::text is null or subject = $2) and ($3::int is null or $3 between grade_from and grade_to)
    and ($4::text is null or type = $4) and ($5::text is null or licence = $5) and ($6::text is null or stage = $6)`
  const lexemes = words.flatMap((word) => (word.length > 2 ? [word.slice(0, 2), word.slice(2)] : [word]))
  const query = lexemes.map((word) => `'${word}'`).join(' & ') || "'x'"
  const parameters = [
    words,
    subject ?? null,
    grade ?? null,
    type ?? null,
    licence ?? null,
    stage ?? null,
    query,
  ]
  await database.query(
    `select version_id from library_entry e where ${where} order by popularity desc limit 24`,
    parameters,
  )
  await database.query(
    `select stage, subject, type, licence, org_id, grade_from, count(*) from library_entry e where ${where}
      group by grouping sets ((stage), (subject), (type), (licence), (org_id), (grade_from))`,
    parameters,
  )
}

async function measure(client: ApiClient, database: pg.Client, size: string): Promise<Metrics> {
  const [ours, plain]: [number[], number[]] = [[], []]
  for (const query of QUESTIONS) await client.call(findResources, { query })
  for (let round = 0; round < ROUNDS; round += 1)
    for (const query of QUESTIONS) {
      ours.push(await timed(() => client.call(findResources, { query })))
      if (round % 5 === 0) plain.push(await timed(() => bare(database, query)))
    }
  return {
    [`search_p50_${size}`]: metric(percentile(ours, 0.5), 'ms', percentile(plain, 0.5)),
    [`search_p95_${size}`]: metric(percentile(ours, 0.95), 'ms', percentile(plain, 0.95)),
  }
}

/** Searches with ten and a hundred thousand resources; the baseline is the bare SQL for the same questions. */
export async function searchFigures({ serverUrl, databaseUrl }: Stack): Promise<Metrics> {
  const database = new pg.Client({ connectionString: databaseUrl })
  await database.connect()
  try {
    const client = await ApiClient.as(serverUrl, '周乐山')
    const metrics: Metrics = {}
    for (const [size, name] of SIZES) {
      await growTo(database, size)
      // Every process reads its entries anew.
      await database.query(
        `select pg_notify('tongke_notice', '{"topic":"library.changed","payload":{"resourceIds":null}}')`,
      )
      Object.assign(metrics, await measure(client, database, name))
    }
    console.log(await planOf(database))
    return metrics
  } finally {
    await database.end()
  }
}

async function planOf(database: pg.Client): Promise<string> {
  const { rows } = await database.query<{ 'QUERY PLAN': string }>(
    `explain analyze select number from library_text where all_words @@ '(''分数'') & (''乘法'')'::tsquery limit 20000`,
  )
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}
