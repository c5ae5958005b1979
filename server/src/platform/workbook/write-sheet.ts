import type Excel from 'exceljs'
import type { Column } from './workbook.ts'

const INK = 'FF17382C'

/** A column with its width in characters. */
export interface WideColumn<K extends string = string> extends Column<K> {
  readonly width: number
}

/** A sheet to fill in: headings that stay in sight, a star at what is required, cells that stay text. */
export function addSheet(
  workbook: Excel.Workbook,
  name: string,
  columns: readonly WideColumn[],
  rows: readonly (readonly string[])[],
): void {
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = columns.map(({ key, heading, width, required }) => ({
    key,
    header: required ? `${heading}*` : heading,
    width,
  }))
  sheet.getRow(1).font = { bold: true, color: { argb: 'FFFFFFFF' } }
  sheet.getRow(1).fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: INK } }
  for (const { key } of columns) sheet.getColumn(key).numFmt = '@'
  sheet.addRows(rows.map((row) => [...row]))
}
