import { Refusal } from '@tongke/contract'
import type { WorkbookReader } from '../../platform/workbook/workbook-reader.ts'
import type { TableRow } from '../../platform/workbook/workbook.ts'
import { EDITION_COLUMNS, EDITION_SHEET, NODE_COLUMNS, NODE_SHEET } from './columns.ts'
import { valueOf, type RawItem } from './items.rules.ts'

/** An edition of all nine grades has about a thousand; more belong into JSON, which is read much faster. */
const MOST_ROWS = 5_000
const MOST_NODES = 20_000
const MOST_EDITIONS = 500

export interface RawFile {
  readonly editions: readonly RawItem[]
  readonly nodes: readonly RawItem[]
}

/**
 * XLSX or JSON, told apart by content.
 * @throws Refusal import.unreadable
 */
export const readFile = (file: Buffer, workbooks: WorkbookReader): Promise<RawFile> | RawFile =>
  file.subarray(0, 2).toString('latin1') === 'PK' ? readWorkbook(file, workbooks) : readJson(file)

async function readWorkbook(file: Buffer, workbooks: WorkbookReader): Promise<RawFile> {
  const sheets = [
    { name: EDITION_SHEET, columns: EDITION_COLUMNS },
    { name: NODE_SHEET, columns: NODE_COLUMNS },
  ]
  const [editions, nodes] = await workbooks.read({ file, sheets, mostRows: MOST_ROWS })
  if (!editions && !nodes) {
    const message = `There is no sheet ${NODE_SHEET} or ${EDITION_SHEET}`
    throw new Refusal('import.unreadable', { details: [{ path: 'sheets', code: 'missing', message }] })
  }
  return { editions: rawRows(editions), nodes: rawRows(nodes) }
}

const rawRows = (rows: readonly TableRow[] | null | undefined): RawItem[] =>
  (rows ?? []).map(({ line, cells }) => ({
    line,
    values: Object.fromEntries(
      Object.entries(cells).flatMap(([key, text]) => (text ? [[key, valueOf(key, text)]] : [])),
    ),
  }))

function readJson(file: Buffer): RawFile {
  let parsed: unknown
  try {
    parsed = JSON.parse(file.toString('utf8').replace(/^\uFEFF/, ''))
  } catch {
    throw new Refusal('import.unreadable')
  }
  if (typeof parsed !== 'object' || parsed === null) throw new Refusal('import.unreadable')
  const { editions = [], nodes = [] } = parsed as Record<string, unknown>
  return { editions: rawList(editions, MOST_EDITIONS), nodes: rawList(nodes, MOST_NODES) }
}

function rawList(list: unknown, most: number): RawItem[] {
  if (!Array.isArray(list) || list.length > most) throw new Refusal('import.unreadable')
  return list.map((values: unknown, index) => ({
    line: index + 1,
    values: Object.fromEntries(
      Object.entries(values ?? {}).filter(([, value]) => value !== null && value !== ''),
    ),
  }))
}
