import type { Figures, MonthlyReport, ReportUnit, Share, UnitKind } from '@tongke/contract'
import type ExcelJS from 'exceljs'

const KINDS: Record<UnitKind, string> = { county: '全市', town: '乡镇', school: '学校', pair: '结对' }

/** Small denominators are shown as counts (domain §6). */
const shareText = ({ n, of }: Share, smallest: number): string => {
  if (of === 0) return '—'
  return of < smallest ? `${n}/${of}` : `${((n / of) * 100).toFixed(1)}%`
}

const number = (value: number | null, digits: number): number | string =>
  value === null ? '—' : Number(value.toFixed(digits))

type Cell = (figures: Figures, smallest: number) => string | number

const COLUMNS: { heading: string; width: number; of: Cell }[] = [
  { heading: '应开路数 P', width: 10, of: (f) => f.legs },
  { heading: '开课率 R3', width: 11, of: (f, s) => shareText(f.R3, s) },
  { heading: '完课率 R4', width: 11, of: (f, s) => shareText(f.R4, s) },
  { heading: '计划完成率', width: 11, of: (f, s) => shareText(f.R4P, s) },
  { heading: '准时率 R5', width: 11, of: (f, s) => shareText(f.R5, s) },
  { heading: '补课完成率 R6', width: 13, of: (f, s) => shareText(f.R6, s) },
  { heading: '到课率 R7', width: 11, of: (f, s) => shareText(f.R7, s) },
  { heading: '考勤提交率', width: 11, of: (f, s) => shareText(f.rolls, s) },
  { heading: '在线时长占比 R8', width: 14, of: (f, s) => shareText(f.R8, s) },
  { heading: '完整画面(分)', width: 12, of: (f) => f.modes.full },
  { heading: '低清(分)', width: 10, of: (f) => f.modes.low },
  { heading: '页图(分)', width: 10, of: (f) => f.modes.image },
  { heading: '仅声音(分)', width: 11, of: (f) => f.modes.audio },
  {
    heading: '中断(次/百路)',
    width: 13,
    of: (f) => number(f.legs ? (f.interruptions / f.legs) * 100 : null, 1),
  },
  { heading: '往返时延中位(毫秒)', width: 15, of: (f) => number(f.rttMs, 0) },
  { heading: '丢包中位(%)', width: 11, of: (f) => number(f.loss === null ? null : f.loss * 100, 1) },
  { heading: '无声(秒/课)', width: 11, of: (f) => number(f.lessons ? f.silentSeconds / f.lessons : null, 1) },
  { heading: '互动(次/路)R9', width: 13, of: (f) => number(f.R3.n ? f.R9.n / f.R3.n : null, 1) },
  { heading: '零互动路占比', width: 12, of: (f, s) => shareText(f.quietLegs, s) },
  { heading: '举手到上台(秒)', width: 13, of: (f) => number(f.waitSeconds, 0) },
  { heading: '晚调课率', width: 10, of: (f, s) => shareText(f.lateMoves, s) },
]

/** What a spreadsheet would take for a formula is text. */
const asText = (value: string): string => (/^[=+\-@\t\r]/.test(value) ? `'${value}` : value)

const nameOf = ({ kind, name, hostName }: ReportUnit): string =>
  kind === 'county' ? '全市' : hostName ? `${hostName} → ${name}` : name || '（未填乡镇）'

function addUnits(book: ExcelJS.Workbook, report: MonthlyReport, timeZone: string): void {
  const smallest = report.rules.values.smallDenominator ?? 5
  const sheet = book.addWorksheet('月度指标', { views: [{ state: 'frozen', ySplit: 4, xSplit: 2 }] })
  sheet.columns = [8, 36, ...COLUMNS.map(({ width }) => width)].map((width) => ({ width }))
  sheet.addRow([`三个课堂月报 ${report.month}`]).font = { bold: true, size: 14 }
  sheet.addRow([
    `教学周 ${report.from} 至 ${report.to}  ${report.frozenAt ? '冻结' : '截至'}:${new Date(report.asOf).toLocaleString('zh-CN', { timeZone, hour12: false })}  数据完整率:${shareText(report.completeness, 1)}  规则版本:${report.rules.version}`,
  ])
  sheet.addRow([`单位为听讲路;分母小于 ${smallest} 时列出计数`])
  const heading = sheet.addRow(['层级', '单位', ...COLUMNS.map(({ heading: words }) => words)])
  heading.font = { bold: true }
  heading.alignment = { wrapText: true, vertical: 'middle' }
  for (const unit of report.units)
    sheet.addRow([
      KINDS[unit.kind],
      asText(nameOf(unit)),
      ...COLUMNS.map(({ of }) => of(unit.figures, smallest)),
    ])
}

function addScreens(book: ExcelJS.Workbook, { screens }: MonthlyReport): void {
  const sheet = book.addWorksheet('屏幕时长 R13', { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = [28, 18, 14, 10, 10, 10, 10, 10].map((width) => ({ width }))
  sheet.addRow(['学校', '班级', '周(周一)', '同步课', '申报', '周课时', '占比', '结论']).font = { bold: true }
  for (const one of screens)
    sheet.addRow([
      asText(one.orgName),
      asText(one.className),
      one.week,
      one.sync,
      one.declared,
      one.weekly,
      `${(((one.sync + one.declared) / one.weekly) * 100).toFixed(1)}%`,
      one.over ? '超限' : '合规',
    ])
}

function addRules(book: ExcelJS.Workbook, { rules }: MonthlyReport): void {
  const sheet = book.addWorksheet('规则')
  sheet.columns = [32, 14].map((width) => ({ width }))
  sheet.addRow(['口径版本', rules.version]).font = { bold: true }
  for (const [key, value] of Object.entries(rules.values)) sheet.addRow([key, value])
}

/** The monthly report as a workbook: figures by unit, screen periods, the rules they were made by. */
export async function reportWorkbook(report: MonthlyReport, timeZone: string): Promise<Buffer> {
  // Loaded when first needed: it would double the time of a restart.
  const { default: excel } = await import('exceljs')
  const book: ExcelJS.Workbook = new excel.Workbook()
  addUnits(book, report, timeZone)
  addScreens(book, report)
  addRules(book, report)
  return Buffer.from(await book.xlsx.writeBuffer())
}
