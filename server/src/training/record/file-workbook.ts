import type { TrainingFile } from '@tongke/contract'
import type ExcelJS from 'exceljs'
import { asText } from './as-text.ts'
import { CATEGORY_WORDS, SOURCE_WORDS, STATE_WORDS } from './words.ts'

const HEADINGS = [
  '日期',
  '内容',
  '类别',
  '来源',
  '学校',
  '时长（分钟）',
  '申报学时',
  '记入学时',
  '状态',
  '说明',
] as const
const WIDTHS = [12, 40, 12, 12, 28, 12, 10, 10, 12, 40]

/** A teacher's file of one cycle as a workbook: sums first, then every claim. */
export async function fileWorkbook(file: TrainingFile): Promise<Buffer> {
  // Loaded when first needed: it would double the time of a restart.
  const { default: excel } = await import('exceljs')
  const book: ExcelJS.Workbook = new excel.Workbook()
  addSums(book, file)
  addClaims(book, file)
  return Buffer.from(await book.xlsx.writeBuffer())
}

function addSums(book: ExcelJS.Workbook, file: TrainingFile): void {
  const { person, cycle, tenths, waitingTenths, years, categories } = file
  const sheet = book.addWorksheet('汇总')
  sheet.columns = [{ width: 24 }, { width: 16 }]
  sheet.addRow([`${asText(person.name)} 培训学时档案`]).font = { bold: true, size: 14 }
  sheet.addRow(['学校', asText(person.orgName)])
  sheet.addRow(['教师编号', asText(person.countyNo)])
  sheet.addRow(['周期', `${cycle.from} 至 ${cycle.to}`])
  sheet.addRow(['应修学时', cycle.targetTenths / 10])
  sheet.addRow(['已记入学时', tenths / 10]).font = { bold: true }
  sheet.addRow(['待审核学时', waitingTenths / 10])
  sheet.addRow([])
  sheet.addRow(['年度', '学时']).font = { bold: true }
  for (const one of years) sheet.addRow([one.year, one.tenths / 10])
  sheet.addRow([])
  sheet.addRow(['类别', '学时']).font = { bold: true }
  for (const one of categories) sheet.addRow([CATEGORY_WORDS[one.category], one.tenths / 10])
}

function addClaims(book: ExcelJS.Workbook, { claims }: TrainingFile): void {
  const sheet = book.addWorksheet('明细', { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = WIDTHS.map((width) => ({ width }))
  sheet.addRow([...HEADINGS]).font = { bold: true }
  for (const claim of claims)
    sheet.addRow([
      claim.occurredOn,
      asText(claim.title),
      CATEGORY_WORDS[claim.category],
      SOURCE_WORDS[claim.source],
      asText(claim.orgName),
      claim.minutes,
      claim.tenths / 10,
      claim.credited === null ? '' : claim.credited / 10,
      STATE_WORDS[claim.state],
      asText(claim.reason),
    ])
}
