import type { EditionInput, NodeInput, NodeKind, SchoolSystem, Volume } from '@tongke/contract'
import type { WideColumn } from '../../platform/workbook/write-sheet.ts'

export const NODE_SHEET = '目录'
export const EDITION_SHEET = '版本'

export const NODE_COLUMNS: readonly WideColumn<keyof NodeInput>[] = [
  { key: 'code', heading: '编码', width: 24, required: true },
  { key: 'kind', heading: '类型', width: 8, required: true },
  { key: 'parent', heading: '上级编码', width: 22, required: false },
  { key: 'title', heading: '名称', width: 32, required: true },
  { key: 'position', heading: '序号', width: 8, required: false },
  { key: 'edition', heading: '版本编码', width: 18, required: false },
  { key: 'gradeFrom', heading: '年级', width: 8, required: false },
  { key: 'gradeTo', heading: '至年级', width: 8, required: false },
  { key: 'volume', heading: '册次', width: 10, required: false },
  { key: 'closedOn', heading: '停用日期', width: 14, required: false },
]

export const EDITION_COLUMNS: readonly WideColumn<keyof EditionInput>[] = [
  { key: 'code', heading: '版本编码', width: 18, required: true },
  { key: 'subject', heading: '学科', width: 16, required: true },
  { key: 'name', heading: '版本名称', width: 26, required: true },
  { key: 'publisher', heading: '出版社', width: 24, required: true },
  { key: 'startGrade', heading: '起点年级', width: 10, required: false },
  { key: 'chiefEditor', heading: '主编', width: 12, required: false },
  { key: 'schoolSystem', heading: '学制', width: 10, required: false },
  { key: 'isNew', heading: '新教材', width: 10, required: false },
  { key: 'approvalYear', heading: '审定年份', width: 10, required: true },
]

export const KIND_WORDS: Record<NodeKind, string> = { volume: '册', unit: '单元', lesson: '课' }

export const VOLUME_WORDS: Record<Volume, string> = {
  first: '上册',
  second: '下册',
  whole: '全一册',
  level_1: '水平一',
  level_2: '水平二',
  level_3: '水平三',
}

export const SYSTEM_WORDS: Record<SchoolSystem, string> = { six_three: '六三', five_four: '五四' }

export const GRADE_WORDS = ['一', '二', '三', '四', '五', '六', '七', '八', '九'] as const
