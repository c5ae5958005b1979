import type { LegLedger, LegResult, LessonState } from '@tongke/contract'
import type ExcelJS from 'exceljs'

const RESULT: Record<LegResult, string> = {
  FULL: '完整',
  PARTIAL: '部分',
  FALLBACK_LOCAL: '本地授课',
  ABSENT: '缺席',
}

const COLUMNS: { header: string; width: number; of: (leg: LegLedger) => string | number | null }[] = [
  { header: '听讲学校', width: 24, of: (leg) => leg.orgName },
  { header: '听讲班级', width: 16, of: (leg) => leg.className },
  { header: '助教', width: 12, of: (leg) => leg.assistantName },
  { header: '计划分钟', width: 10, of: (leg) => leg.plannedMinutes },
  { header: '在线分钟', width: 10, of: (leg) => leg.onlineMinutes },
  { header: '完整画面(分)', width: 14, of: (leg) => leg.modeMinutes.full },
  { header: '低清画面(分)', width: 14, of: (leg) => leg.modeMinutes.low },
  { header: '页图(分)', width: 10, of: (leg) => leg.modeMinutes.image },
  { header: '仅声音(分)', width: 12, of: (leg) => leg.modeMinutes.audio },
  { header: '离线(分)', width: 10, of: (leg) => leg.modeMinutes.off },
  { header: '中断次数', width: 10, of: (leg) => leg.interruptions },
  { header: '互动次数', width: 10, of: (leg) => leg.interactions },
  { header: '应到', width: 8, of: (leg) => leg.headcount?.expected ?? null },
  { header: '实到', width: 8, of: (leg) => leg.headcount?.present ?? null },
  { header: '请假', width: 8, of: (leg) => leg.headcount?.leave ?? null },
  { header: '缺勤', width: 8, of: (leg) => leg.headcount?.absent ?? null },
  { header: '结果', width: 12, of: (leg) => (leg.result ? RESULT[leg.result] : '未结束') },
]

const timeOf = (at: number | null, timeZone: string): string =>
  at === null ? '—' : new Date(at).toLocaleString('zh-CN', { timeZone, hour12: false })

/** What a spreadsheet would take for a formula is text. */
const asText = (value: string | number | null): string | number | null =>
  typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value

function addLedger(
  book: ExcelJS.Workbook,
  state: LessonState,
  legs: readonly LegLedger[],
  timeZone: string,
): void {
  const { plan } = state
  const sheet = book.addWorksheet('连线台账', { views: [{ state: 'frozen', ySplit: 3 }] })
  sheet.columns = COLUMNS.map(({ width }) => ({ width }))
  sheet.addRow([asText(plan.title)]).font = { bold: true, size: 14 }
  sheet.addRow([
    `主讲:${plan.lecturer.name}(${plan.lecturer.orgName})  计划:${timeOf(plan.plannedStart, timeZone)}  开始:${timeOf(state.startedAt, timeZone)}  结束:${timeOf(state.endedAt, timeZone)}`,
  ])
  const heading = sheet.addRow(COLUMNS.map((column) => column.header))
  heading.font = { bold: true }
  heading.alignment = { wrapText: true, vertical: 'middle' }
  for (const leg of legs) sheet.addRow(COLUMNS.map((column) => asText(column.of(leg))))
}

function addIntervals(book: ExcelJS.Workbook, legs: readonly LegLedger[], timeZone: string): void {
  const sheet = book.addWorksheet('在线时段')
  sheet.columns = [24, 16, 22, 22, 10].map((width) => ({ width }))
  sheet.addRow(['听讲学校', '听讲班级', '上线', '离线', '分钟']).font = { bold: true }
  for (const leg of legs) {
    for (const { from, to } of leg.intervals) {
      const minutes = Math.round((to - from) / 6_000) / 10
      sheet.addRow([
        asText(leg.orgName),
        asText(leg.className),
        timeOf(from, timeZone),
        timeOf(to, timeZone),
        minutes,
      ])
    }
  }
}

/** The leg ledger as a workbook with a sheet of sums and one of online times. */
export async function lessonWorkbook(
  state: LessonState,
  legs: readonly LegLedger[],
  timeZone: string,
): Promise<Buffer> {
  // Loaded when first needed: it would double the time of a restart.
  const { default: excel } = await import('exceljs')
  const book: ExcelJS.Workbook = new excel.Workbook()
  addLedger(book, state, legs, timeZone)
  addIntervals(book, legs, timeZone)
  return Buffer.from(await book.xlsx.writeBuffer())
}
