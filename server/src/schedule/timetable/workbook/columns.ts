import type { PeriodSubject, SlotMode } from '@tongke/contract'
import { SUBJECT_NAMES } from '../../../people/import/columns.ts'
import type { WideColumn } from '../../../platform/workbook/write-sheet.ts'

export const SLOT_SHEET = '课表'

export type SlotColumn =
  'class' | 'weekday' | 'period' | 'subject' | 'teacher' | 'teacherNo' | 'room' | 'weeks' | 'mode' | 'reason'

export const SLOT_COLUMNS: readonly WideColumn<SlotColumn>[] = [
  { key: 'class', heading: '班级', width: 22, required: true },
  { key: 'weekday', heading: '星期', width: 8, required: true },
  { key: 'period', heading: '节次', width: 8, required: true },
  { key: 'subject', heading: '课程', width: 16, required: true },
  { key: 'teacher', heading: '任课教师', width: 12, required: false },
  { key: 'teacherNo', heading: '教师编号', width: 12, required: false },
  { key: 'room', heading: '教室', width: 12, required: false },
  { key: 'weeks', heading: '周次', width: 14, required: false },
  { key: 'mode', heading: '形式', width: 10, required: false },
  { key: 'reason', heading: '说明', width: 30, required: false },
]

export const SUBJECT_WORDS: Record<PeriodSubject, string> = {
  ...SUBJECT_NAMES,
  calligraphy: '书法',
  class_meeting: '班团队活动',
  local: '地方课程',
  school_based: '校本课程',
  after_school: '课后服务',
}

export const MODE_WORDS: Record<SlotMode, string> = {
  local: '本地',
  'sync-lecture': '同步主讲',
  'sync-listen': '同步听讲',
  recorded: '录播',
}

export const WEEKDAY_WORDS = ['一', '二', '三', '四', '五', '六', '日'] as const
