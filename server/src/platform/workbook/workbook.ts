import { Refusal } from '@tongke/contract'
import type Excel from 'exceljs'
import { expandedSize } from './zip.rules.ts'

const MOST_BYTES = 30 * 1024 * 1024

/** One column of a sheet: the heading is what people see, the key is what problems name. */
export interface Column<K extends string = string> {
  readonly key: K
  readonly heading: string
  readonly required: boolean
}

/** One line of a sheet as text; `line` counts from 2, 1 is the heading. */
export interface TableRow<K extends string = string> {
  readonly line: number
  readonly cells: Readonly<Record<K, string>>
}

/** Which sheet is asked for: by its name, or the first one. */
export interface SheetQuestion {
  readonly name?: string
  readonly columns: readonly Column[]
}

/**
 * Rows of the asked sheets as text, empty ones left out; null for a sheet that is not there. Columns are found by their
 * headings. Slow for large workbooks: servers ask `WorkbookReader`.
 * @throws Refusal import.unreadable
 */
export async function readTables(
  file: Buffer,
  sheets: readonly SheetQuestion[],
  mostRows: number,
): Promise<(TableRow[] | null)[]> {
  const workbook = await open(file)
  if (workbook.worksheets.some((sheet) => sheet.actualRowCount > mostRows))
    throw new Refusal('import.unreadable')
  return sheets.map(({ name, columns }) => {
    const sheet = name === undefined ? workbook.worksheets[0] : workbook.getWorksheet(name)
    return sheet ? rowsOf(sheet, columns) : null
  })
}

async function open(file: Buffer): Promise<Excel.Workbook> {
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
  return workbook
}

function rowsOf(sheet: Excel.Worksheet, declared: readonly Column[]): TableRow[] {
  const columns = columnsOf(sheet, declared)
  const rows: TableRow[] = []
  sheet.eachRow((row, line) => {
    if (line === 1) return
    const cells = Object.fromEntries(declared.map(({ key }) => [key, textOf(row, columns.get(key))]))
    if (Object.values(cells).some(Boolean)) rows.push({ line, cells })
  })
  return rows
}

function columnsOf(sheet: Excel.Worksheet, declared: readonly Column[]): Map<string, number> {
  const headings = new Map<string, number>()
  sheet
    .getRow(1)
    .eachCell((cell, column) => headings.set(plainText(cell.text).trim().replace(/\*$/, ''), column))
  const columns = new Map<string, number>()
  for (const { key, heading, required } of declared) {
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
