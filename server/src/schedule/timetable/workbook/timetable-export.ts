import { Injectable } from '@nestjs/common'
import type { Bell } from '@tongke/contract'
import type Excel from 'exceljs'
import type { PersonPrincipal } from '../../../people/principal.ts'
import { Database } from '../../../platform/database/database.ts'
import type { FileAnswer } from '../../../platform/http/endpoint.decorator.ts'
import { addSheet } from '../../../platform/workbook/write-sheet.ts'
import type { SlotRecord } from '../slot-records.rules.ts'
import { SlotStore } from '../slot-store.ts'
import { TimetableReading } from '../timetable-reading.ts'
import { TimetableSnapshots, type PlacedClass } from '../timetable-snapshots.ts'
import { MODE_WORDS, SLOT_COLUMNS, SLOT_SHEET, SUBJECT_WORDS, WEEKDAY_WORDS } from './columns.ts'
import { patternWords } from './slot-rows.rules.ts'

interface Staff {
  readonly name: string
  readonly countyNo: string | null
}

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** What a spreadsheet would take for a formula is text. */
const asText = (value: string): string => (/^[=+\-@\t\r]/.test(value) ? `'${value}` : value)

/** A school's timetable as a workbook: the list that can be imported again, and a page a class to hang up. */
@Injectable()
export class TimetableExport {
  constructor(
    private readonly database: Database,
    private readonly store: SlotStore,
    private readonly snapshots: TimetableSnapshots,
    private readonly reading: TimetableReading,
  ) {}

  async run(who: PersonPrincipal, termId: string, orgId: string): Promise<FileAnswer> {
    const school = await this.reading.school(who, orgId)
    const frame = await this.snapshots.frame(termId)
    const records = await this.store.select(termId, { orgIds: [orgId] })
    const classes = await this.snapshots.classes(frame, { orgIds: [orgId] })
    const staff = await this.staff(records)
    const bells = frame.bells.get(orgId)?.tables[0]?.bells ?? []
    // Loaded when first needed: a restart must be quick.
    const { default: excel } = await import('exceljs')
    const book: Excel.Workbook = new excel.Workbook()
    addSheet(book, SLOT_SHEET, SLOT_COLUMNS, listOf(records, classes, staff))
    for (const one of classes)
      addPage(
        book,
        one,
        records.filter(({ classId }) => classId === one.id),
        staff,
        bells,
      )
    const { schoolYear, number } = frame.term
    return {
      fileName: `${school.name}课表 ${schoolYear}-${schoolYear + 1} 第${number}学期.xlsx`,
      content: Buffer.from(await book.xlsx.writeBuffer()),
    }
  }

  private async staff(records: readonly SlotRecord[]): Promise<ReadonlyMap<string, Staff>> {
    const rows = await this.database.rows<Staff & { id: string }>(
      'select id, name, county_no as "countyNo" from person where id = any($1)',
      [[...new Set(records.flatMap(({ teacherId }) => teacherId ?? []))]],
    )
    return new Map(rows.map((row) => [row.id, row]))
  }
}

function listOf(
  records: readonly SlotRecord[],
  classes: readonly PlacedClass[],
  staff: ReadonlyMap<string, Staff>,
): string[][] {
  const order = new Map(classes.map(({ id }, at) => [id, at]))
  return records
    .toSorted(
      (a, b) =>
        (order.get(a.classId) ?? 0) - (order.get(b.classId) ?? 0) ||
        a.weekday - b.weekday ||
        a.period - b.period,
    )
    .map((record) => {
      const teacher = staff.get(record.teacherId ?? '')
      return [
        classes.find(({ id }) => id === record.classId)?.name ?? '',
        WEEKDAY_WORDS[record.weekday - 1] ?? '',
        String(record.period),
        SUBJECT_WORDS[record.subject],
        teacher?.name ?? '',
        teacher?.countyNo ?? '',
        record.room ?? '',
        patternWords(record.weeks),
        MODE_WORDS[record.mode],
        Object.values(record.reasons)[0] ?? '',
      ].map(asText)
    })
}

const DAYS = [1, 2, 3, 4, 5]

/** A4 landscape, one page. Names of sheets have at most 31 characters and none of these. */
function addPage(
  book: Excel.Workbook,
  { name }: PlacedClass,
  records: readonly SlotRecord[],
  staff: ReadonlyMap<string, Staff>,
  bells: readonly Bell[],
): void {
  const sheet = book.addWorksheet(name.replace(/[*?:\\/[\]]/g, ' ').slice(0, 31), {
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 1 },
  })
  sheet.columns = [{ width: 16 }, ...DAYS.map(() => ({ width: 20 }))]
  sheet.addRow([`${name}课程表`]).font = { bold: true, size: 18 }
  sheet.mergeCells(1, 1, 1, 1 + DAYS.length)
  sheet.getCell(1, 1).alignment = { horizontal: 'center' }
  sheet.addRow(['', ...DAYS.map((day) => `星期${WEEKDAY_WORDS[day - 1]}`)]).font = { bold: true }
  const periods = [...new Set([...bells.map(({ period }) => period), ...records.map(({ period }) => period)])]
  for (const period of periods.toSorted((a, b) => a - b)) {
    const bell = bells.find((one) => one.period === period)
    const row = sheet.addRow([
      bell ? `第${period}节\n${clock(bell.startsAt)}–${clock(bell.endsAt)}` : `第${period}节`,
      ...DAYS.map((day) =>
        records
          .filter((one) => one.weekday === day && one.period === period)
          .map((one) => lineOf(one, staff))
          .join('\n'),
      ),
    ])
    row.height = 44
  }
  sheet.eachRow((row, line) => {
    if (line === 1) return
    row.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true }
    row.eachCell({ includeEmpty: true }, (cell) => {
      cell.border = { top: THIN, bottom: THIN, left: THIN, right: THIN }
    })
  })
}

const THIN = { style: 'thin' } as const

const lineOf = (record: SlotRecord, staff: ReadonlyMap<string, Staff>): string => {
  const weeks = record.weeks.kind === 'all' ? '' : `(${patternWords(record.weeks)})`
  const mode = record.mode === 'local' ? '' : ` ${MODE_WORDS[record.mode]}`
  return asText(
    `${SUBJECT_WORDS[record.subject]}${weeks}${mode}\n${staff.get(record.teacherId ?? '')?.name ?? ''}`.trim(),
  )
}
