import type { ExerciseForm, FileRole, Licence, ResourceMetadata } from '@tongke/contract'
import type { WideColumn } from '../../../platform/workbook/write-sheet.ts'

export const LIST_NAME = '资源清单.xlsx'

/** Columns that name a file, and what it is in its resource. */
export const FILE_COLUMNS = {
  file: 'main',
  lessonPlan: 'lesson_plan',
  courseware: 'courseware',
  recording: 'recording',
  exercise: 'exercise',
  taskSheet: 'task_sheet',
  attachments: 'attachment',
  licenceFile: 'licence',
} as const satisfies Record<string, FileRole>

export type FileColumn = keyof typeof FILE_COLUMNS

export const COLUMNS = [
  { key: 'title', heading: '标题', width: 28, required: true },
  { key: 'type', heading: '类型', width: 10, required: true },
  { key: 'subject', heading: '学科', width: 14, required: true },
  { key: 'gradeFrom', heading: '年级', width: 8, required: true },
  { key: 'gradeTo', heading: '至年级', width: 8, required: false },
  { key: 'edition', heading: '教材版本', width: 20, required: false },
  { key: 'node', heading: '教材目录', width: 24, required: false },
  { key: 'keywords', heading: '关键词', width: 24, required: false },
  { key: 'description', heading: '简介', width: 36, required: false },
  { key: 'audience', heading: '给谁用', width: 8, required: false },
  { key: 'typicalMinutes', heading: '时长(分钟)', width: 10, required: false },
  { key: 'exerciseForm', heading: '练习形式', width: 10, required: false },
  { key: 'licence', heading: '许可', width: 22, required: true },
  { key: 'rightsOwner', heading: '版权所有者', width: 18, required: false },
  { key: 'licenceUntil', heading: '授权到', width: 14, required: false },
  { key: 'link', heading: '链接', width: 28, required: false },
  { key: 'file', heading: '文件', width: 28, required: false },
  { key: 'lessonPlan', heading: '教案文件', width: 20, required: false },
  { key: 'courseware', heading: '课件文件', width: 20, required: false },
  { key: 'recording', heading: '实录文件', width: 20, required: false },
  { key: 'exercise', heading: '练习文件', width: 20, required: false },
  { key: 'taskSheet', heading: '任务单文件', width: 20, required: false },
  { key: 'attachments', heading: '附件', width: 24, required: false },
  { key: 'licenceFile', heading: '授权文件', width: 20, required: false },
] as const satisfies readonly WideColumn[]

export type ColumnKey = (typeof COLUMNS)[number]['key']

/** The first word is the template's; others are how the pages and people call it. */
export const AUDIENCE_WORDS: Record<ResourceMetadata['audience'], readonly string[]> = {
  class: ['课堂', '课堂上给学生', '学生'],
  teacher: ['教师', '教师备课'],
}

export const FORM_WORDS: Record<ExerciseForm, readonly string[]> = {
  written: ['书面'],
  oral: ['口头'],
  activity: ['活动', '实践活动'],
  reading_aloud: ['朗读'],
}

export const LICENCE_WORDS: Record<Licence, readonly string[]> = {
  school: ['本校使用'],
  county: ['本市教育系统公益使用', '本市公益'],
  cc_by_nc_sa: ['署名公开', '署名公开（CC BY-NC-SA 4.0）', 'CC BY-NC-SA 4.0', 'CC BY-NC-SA'],
  link: ['外链', '链接'],
  third_party: ['第三方授权'],
}
