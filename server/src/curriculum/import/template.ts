import { EditionInput, NodeInput } from '@tongke/contract'
import type { z } from 'zod'
import type Excel from 'exceljs'
import { SUBJECT_NAMES } from '../../people/import/columns.ts'
import { addSheet } from '../../platform/workbook/write-sheet.ts'
import {
  EDITION_COLUMNS,
  EDITION_SHEET,
  GRADE_WORDS,
  KIND_WORDS,
  NODE_COLUMNS,
  NODE_SHEET,
  SYSTEM_WORDS,
  VOLUME_WORDS,
} from './columns.ts'

export interface SheetContent {
  readonly editions: readonly z.input<typeof EditionInput>[]
  readonly nodes: readonly z.input<typeof NodeInput>[]
}

/** The workbook of an import with these editions and nodes in it. */
export async function curriculumWorkbook(content: SheetContent): Promise<Buffer> {
  // Loaded when first needed: a restart must be quick.
  const { default: excel } = await import('exceljs')
  const workbook: Excel.Workbook = new excel.Workbook()
  addSheet(workbook, NODE_SHEET, NODE_COLUMNS, wordsOf(NODE_COLUMNS, content.nodes))
  addSheet(workbook, EDITION_SHEET, EDITION_COLUMNS, wordsOf(EDITION_COLUMNS, content.editions))
  addNotes(workbook)
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  kind: KIND_WORDS,
  volume: VOLUME_WORDS,
  subject: SUBJECT_NAMES,
  schoolSystem: SYSTEM_WORDS,
  isNew: { true: '是', false: '否' },
}

const wordsOf = <K extends string>(
  columns: readonly { key: K }[],
  rows: readonly Partial<Record<K, unknown>>[],
): string[][] => rows.map((row) => columns.map(({ key }) => wordOf(key, row[key])))

const wordOf = (key: string, value: unknown): string => {
  if (value === null || value === undefined) return ''
  return WORDS[key]?.[String(value)] ?? String(value)
}

function addNotes(workbook: Excel.Workbook) {
  const sheet = workbook.addWorksheet('填写说明')
  sheet.columns = [
    { header: '学科', width: 16 },
    { header: '册次', width: 12 },
    { header: '年级', width: 8 },
    { header: '说明', width: 90 },
  ]
  sheet.getRow(1).font = { bold: true }
  const subjects = Object.values(SUBJECT_NAMES)
  const volumes = Object.values(VOLUME_WORDS)
  for (const [index, subject] of subjects.entries())
    sheet.addRow([subject, volumes[index] ?? '', GRADE_WORDS[index] ?? '', NOTES[index] ?? ''])
}

const NOTES = [
  '带 * 的列必填；一行一个节点，类型写“册”“单元”或“课”。',
  '编码由字母、数字、点、横线组成，一经使用不要更改：再次导入时按编码找到原来的节点。',
  '册：填版本编码、年级、册次；跨年级的册再填“至年级”。上级编码留空。',
  '单元的上级是册；课的上级是单元，也可以直接是册。单元和课不用填版本、年级、册次。',
  '序号留空：原有节点位置不变，新节点排在最后。',
  '停用日期：填了就从那天起停用这个节点和它下面的全部内容；留空不改变。文件里没有的节点不受影响。',
  '版本表：新版本先在这里登记；已有的版本不必再写。',
  '先预检，全部行正确后才会导入；有一行错误则一行都不导入。',
]

/** What the empty template shows: an invented edition with one volume. */
export const SAMPLE: SheetContent = {
  editions: [
    { code: 'demo-yw', subject: 'chinese', name: '示例版', publisher: '示例出版社', approvalYear: 2024 },
  ],
  nodes: [
    {
      code: 'demo-yw-3a',
      kind: 'volume',
      title: '三年级上册',
      edition: 'demo-yw',
      gradeFrom: 3,
      volume: 'first',
    },
    { code: 'demo-yw-3a-01', kind: 'unit', title: '第一单元 校园', parent: 'demo-yw-3a', position: 1 },
    { code: 'demo-yw-3a-01-01', kind: 'lesson', title: '开学第一天', parent: 'demo-yw-3a-01', position: 1 },
  ],
}
