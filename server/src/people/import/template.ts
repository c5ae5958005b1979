import { BackboneLevel, Role, TaughtStage } from '@tongke/contract'
import type Excel from 'exceljs'
import { BACKBONE_NAMES, COLUMNS, ROLE_NAMES, SUBJECT_NAMES, TAUGHT_STAGE_NAMES } from './columns.ts'

const INK = 'FF17382C'

/** The empty workbook with headings, code lists and two sample rows people overwrite. */
export async function templateWorkbook(): Promise<Buffer> {
  // Loaded when first needed: a restart must be quick.
  const { default: excel } = await import('exceljs')
  const workbook: Excel.Workbook = new excel.Workbook()
  const sheet = workbook.addWorksheet('人员', { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = COLUMNS.map(({ key, heading, width, required }) => ({
    key,
    header: required ? `${heading}*` : heading,
    width,
  }))
  sheet.getRow(1).font = { bold: true, color: { argb: 'FFFFFFFF' } }
  sheet.getRow(1).fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: INK } }
  // Excel would turn long numbers into 1.39E+10.
  for (const { key } of COLUMNS) sheet.getColumn(key).numFmt = '@'
  sheet.addRows(SAMPLES)
  addCodes(workbook)
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

const SAMPLES = [
  [
    'EX-0001',
    '示例甲',
    '13900000000',
    '（单位全称或标识码）',
    '教师',
    '语文、音乐',
    '一级教师',
    '小学',
    '县级',
    '2026-09-01',
    '',
  ],
  ['EX-0002', '示例乙', '', '（单位全称或标识码）', '协调员', '', '', '', '', '2026-09-01', '2027-08-31'],
]

function addCodes(workbook: Excel.Workbook) {
  const codes = workbook.addWorksheet('填写说明')
  codes.columns = [
    { header: '角色', width: 16 },
    { header: '任教学科', width: 20 },
    { header: '任教学段', width: 14 },
    { header: '骨干级别', width: 14 },
    { header: '说明', width: 60 },
  ]
  codes.getRow(1).font = { bold: true }
  const roles = Role.options.map((role) => ROLE_NAMES[role])
  const subjects = Object.values(SUBJECT_NAMES)
  const stages = TaughtStage.options.map((stage) => TAUGHT_STAGE_NAMES[stage])
  const levels = BackboneLevel.options.map((level) => BACKBONE_NAMES[level])
  for (let index = 0; index < subjects.length; index += 1) {
    const columns = [roles, subjects, stages, levels, NOTES]
    codes.addRow(columns.map((column) => column[index] ?? ''))
  }
}

const NOTES = [
  '带 * 的列必填；每人一行。',
  '县编号已存在时更新该人员，并补充这一任职；再次导入同一文件不会重复。',
  '单位填全称或 10 位标识码；多个学科用顿号分开。',
  '先预检，全部行正确后才会导入；有一行错误则一行都不导入。',
  '新人员的初始密码只在导入成功后显示一次。',
]
