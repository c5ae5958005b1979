import { Refusal } from '@tongke/contract'
import type Excel from 'exceljs'
import { COLUMNS, type ColumnKey } from './columns.ts'
import type { SheetRow } from './import.rules.ts'
import { expandedSize } from './zip.rules.ts'

const MOST_ROWS = 3_000
const MOST_BYTES = 30 * 1024 * 1024

/**
 * Rows of the first sheet as text, empty ones left out. Columns are found by their headings.
 * @throws Refusal import.unreadable
 */
export async function readRows(file: Buffer): Promise<SheetRow[]> {
  const sheet = await firstSheet(file)
  const columns = columnsOf(sheet)
  const rows: SheetRow[] = []
  sheet.eachRow((row, line) => {
    if (line === 1) return
    const cells = Object.fromEntries(COLUMNS.map(({ key }) => [key, textOf(row, columns.get(key))]))
    if (Object.values(cells).some(Boolean)) rows.push({ line, cells: cells as SheetRow['cells'] })
  })
  return rows
}

async function firstSheet(file: Buffer): Promise<Excel.Worksheet> {
  if (expandedSize(file, MOST_BYTES) === null) throw new Refusal('import.unreadable')
  // Loaded when first needed: a restart must be quick.
  const { default: excel } = await import('exceljs')
  const workbook: Excel.Workbook = new excel.Workbook()
  try {
    await workbook.xlsx.load(file as unknown as Excel.Buffer, {
      ignoreNodes: ['drawing', 'dataValidations', 'extLst'],
    })
  } catch {
    throw new Refusal('import.unreadable')
  }
  const sheet = workbook.worksheets[0]
  if (!sheet || sheet.actualRowCount > MOST_ROWS) throw new Refusal('import.unreadable')
  return sheet
}

function columnsOf(sheet: Excel.Worksheet): Map<ColumnKey, number> {
  const headings = new Map<string, number>()
  sheet
    .getRow(1)
    .eachCell((cell, column) => headings.set(plainText(cell.text).trim().replace(/\*$/, ''), column))
  const columns = new Map<ColumnKey, number>()
  for (const { key, heading, required } of COLUMNS) {
    const column = headings.get(heading)
    if (column !== undefined) columns.set(key, column)
    else if (required) throw missingColumn(heading)
  }
  return columns
}

const missingColumn = (heading: string) =>
  new Refusal('import.unreadable', {
    details: [{ path: 'rows.1', code: 'column', message: `The column ${heading} is missing` }],
  })

function textOf(row: Excel.Row, column: number | undefined): string {
  if (column === undefined) return ''
  const cell = row.getCell(column)
  if (cell.value instanceof Date) return cell.value.toISOString().slice(0, 10)
  return plainText(cell.text)
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
}

/** The library types it as a string; of a link whose words are formatted it is their pieces. */
function plainText(text: unknown): string {
  if (typeof text === 'string') return text
  const { richText } = (text ?? {}) as { richText?: { text: string }[] }
  return (richText ?? []).map((piece) => piece.text).join('')
}
