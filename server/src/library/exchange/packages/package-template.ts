import type Excel from 'exceljs'
import { SUBJECT_NAMES } from '../../../people/import/columns.ts'
import { addSheet } from '../../../platform/workbook/write-sheet.ts'
import { TYPE_NAMES } from '../words.ts'
import { AUDIENCE_WORDS, COLUMNS, FORM_WORDS, LICENCE_WORDS, type ColumnKey } from './sheet-columns.ts'

/** The list to fill in, with a sample and the words that its columns know. */
export async function packageTemplate(): Promise<Buffer> {
  // Loaded when first needed: a restart must be quick.
  const { default: excel } = await import('exceljs')
  const workbook: Excel.Workbook = new excel.Workbook()
  const rows = SAMPLE.map((row) => COLUMNS.map(({ key }) => row[key] ?? ''))
  addSheet(workbook, '资源', COLUMNS, rows)
  addWords(workbook)
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

const SAMPLE: readonly Partial<Record<ColumnKey, string>>[] = [
  {
    title: '观潮 导入微课',
    type: '微课',
    subject: '语文',
    gradeFrom: '四年级',
    keywords: '观潮；钱塘江',
    licence: '本市教育系统公益使用',
    file: '观潮.mp4',
  },
  {
    title: '古诗朗读练习',
    type: '练习',
    subject: '语文',
    gradeFrom: '二年级',
    exerciseForm: '朗读',
    licence: '署名公开',
    file: '练习/朗读.pdf',
    attachments: '练习/范读.mp3',
  },
]

const firstWords = (words: Readonly<Record<string, readonly string[]>>): string[] =>
  Object.values(words).map(([word = '']) => word)

function addWords(workbook: Excel.Workbook) {
  const lists = [
    Object.values(TYPE_NAMES),
    Object.values(SUBJECT_NAMES),
    firstWords(LICENCE_WORDS),
    firstWords(AUDIENCE_WORDS),
    firstWords(FORM_WORDS),
    NOTES,
  ]
  const sheet = workbook.addWorksheet('填写说明')
  sheet.columns = ['类型', '学科', '许可', '给谁用', '练习形式', '说明'].map((header, index) => ({
    header,
    width: index === 5 ? 90 : 20,
  }))
  sheet.getRow(1).font = { bold: true }
  const longest = Math.max(...lists.map((list) => list.length))
  for (let index = 0; index < longest; index += 1) sheet.addRow(lists.map((list) => list[index] ?? ''))
}

const NOTES = [
  '带 * 的列必填；一行一个资源。示例行请删去。',
  '把这张表和文件放在同一个文件夹里，一起压缩成 ZIP 上传；表名保留“资源清单.xlsx”最稳妥。',
  '文件：写文件名，在子文件夹里就写“文件夹/文件名”。附件可以写几个，用分号隔开。',
  '优课是一个包：教案文件、课件文件、实录文件、练习文件四列都要填，“文件”列留空。',
  '练习要写练习形式；小学一、二年级不布置书面课后作业，写“书面”会被拒绝。',
  '外链：许可写“外链”，链接列写网址，不要填文件。',
  '第三方授权：填授权到（如 2027-08-31）、版权所有者和授权文件。',
  '教材目录：写教材里的课名或目录编码；课名重复时再填教材版本。',
  '先预检，逐行告诉您会变成什么、哪里不对；确认后成为您的草稿，发布前照常审核。',
]
