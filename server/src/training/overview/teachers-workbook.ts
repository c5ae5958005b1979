import { HoursCategory, type SchoolHours, type TeacherHours } from '@tongke/contract'
import type ExcelJS from 'exceljs'
import { asText } from '../record/as-text.ts'
import type { CycleFacts } from '../record/cycles.ts'
import { CATEGORY_WORDS } from '../record/words.ts'

const HEADINGS = ['姓名', '学校', '城乡', '已记入', '本年度', '待审核', '距周期目标', '落后进度'] as const
const SCHOOL_HEADINGS = ['学校', '乡镇', '城乡', '教师', '已完成', '落后进度', '人均学时', '待审核'] as const

interface Contents {
  readonly teachers: readonly TeacherHours[]
  readonly schools: readonly SchoolHours[]
  readonly facts: CycleFacts
  readonly today: string
}

/** Who has how many hours, teacher by teacher and school by school, with the rules it was counted by. */
export async function teachersWorkbook({ teachers, schools, facts, today }: Contents): Promise<Buffer> {
  // Loaded when first needed: it would double the time of a restart.
  const { default: excel } = await import('exceljs')
  const book: ExcelJS.Workbook = new excel.Workbook()
  addTeachers(book, teachers)
  addSchools(book, schools)
  const rules = book.addWorksheet('口径')
  rules.columns = [{ width: 32 }, { width: 28 }]
  rules.addRow(['统计日期', today])
  rules.addRow(['周期', `${facts.cycle.from} 至 ${facts.cycle.to}`])
  rules.addRow(['应修学时', facts.cycle.targetTenths / 10])
  rules.addRow([`${facts.thisYear} 年底应达学时`, facts.paceTenths / 10])
  for (const [key, value] of Object.entries(facts.rules)) rules.addRow([key, value])
  return Buffer.from(await book.xlsx.writeBuffer())
}

function addTeachers(book: ExcelJS.Workbook, teachers: readonly TeacherHours[]): void {
  const sheet = book.addWorksheet('教师', { views: [{ state: 'frozen', ySplit: 1, xSplit: 1 }] })
  const categories = HoursCategory.options
  sheet.columns = [12, 28, 8, 10, 10, 10, 12, 12, ...categories.map(() => 12)].map((width) => ({ width }))
  sheet.addRow([...HEADINGS, ...categories.map((one) => CATEGORY_WORDS[one])]).font = { bold: true }
  for (const one of teachers)
    sheet.addRow([
      asText(one.name),
      asText(one.orgName),
      one.isRural ? '乡村' : '城镇',
      ...[one.tenths, one.thisYearTenths, one.waitingTenths, one.lackTenths, one.behindTenths].map(
        (n) => n / 10,
      ),
      ...categories.map(
        (name) => (one.categories.find(({ category }) => category === name)?.tenths ?? 0) / 10,
      ),
    ])
}

function addSchools(book: ExcelJS.Workbook, schools: readonly SchoolHours[]): void {
  const sheet = book.addWorksheet('学校', { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = [28, 14, 8, 8, 10, 10, 10, 10].map((width) => ({ width }))
  sheet.addRow([...SCHOOL_HEADINGS]).font = { bold: true }
  for (const one of schools)
    sheet.addRow([
      asText(one.name),
      asText(one.town),
      one.isRural ? '乡村' : '城镇',
      one.teachers,
      one.fulfilled,
      one.behind,
      one.teachers > 0 ? Math.round(one.tenths / one.teachers) / 10 : 0,
      one.waiting,
    ])
}
