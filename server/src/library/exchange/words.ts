import type { Licence, ResourceType } from '@tongke/contract'

/** Words for readers outside the portal, who have no choice of language. */
export const TYPE_NAMES: Record<ResourceType, string> = {
  micro_lesson: '微课',
  excellent_lesson: '优课',
  courseware: '课件',
  lesson_plan: '教案',
  task_sheet: '任务单',
  exercise: '练习',
  material: '素材',
  recording: '课堂实录',
}

export const GRADE_NAMES = ['一', '二', '三', '四', '五', '六', '七', '八', '九'].map((word) => `${word}年级`)

/** Names of the grades of a range. */
export const gradeNames = (from: number, to: number): string[] => GRADE_NAMES.slice(from - 1, to)

export const LICENCE_NAMES: Record<Licence, string> = {
  school: '本校使用',
  county: '本市教育系统公益使用',
  cc_by_nc_sa: '署名公开',
  link: '外链',
  third_party: '第三方授权',
}

/** Address of a licence that has one. */
export const LICENCE_URLS: Partial<Record<Licence, string>> = {
  cc_by_nc_sa: 'https://creativecommons.org/licenses/by-nc-sa/4.0/',
}
