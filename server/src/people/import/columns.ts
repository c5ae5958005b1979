import type { BackboneLevel, OrgKind, Role, Subject, TaughtStage } from '@tongke/contract'

/** Columns of the workbook in order; the heading is what people see, the key is what problems name. */
export const COLUMNS = [
  { key: 'countyNo', heading: '县编号', width: 16, required: true },
  { key: 'name', heading: '姓名', width: 12, required: true },
  { key: 'phone', heading: '手机号', width: 16, required: false },
  { key: 'organization', heading: '单位', width: 28, required: true },
  { key: 'role', heading: '角色', width: 12, required: true },
  { key: 'subjects', heading: '任教学科', width: 24, required: false },
  { key: 'title', heading: '职称', width: 14, required: false },
  { key: 'taughtStage', heading: '任教学段', width: 12, required: false },
  { key: 'backboneLevel', heading: '骨干级别', width: 12, required: false },
  { key: 'from', heading: '任职起始日', width: 14, required: true },
  { key: 'to', heading: '任职截止日', width: 14, required: false },
] as const

export type ColumnKey = (typeof COLUMNS)[number]['key']

export const ROLE_NAMES: Record<Role, string> = {
  officer: '业务管理员',
  researcher: '教研员',
  trainer: '培训者',
  head: '校长',
  coordinator: '协调员',
  teacher: '教师',
  inspector: '督学',
  administrator: '系统管理员',
}

export const SUBJECT_NAMES: Record<Subject, string> = {
  morality: '道德与法治',
  chinese: '语文',
  mathematics: '数学',
  english: '英语',
  japanese: '日语',
  russian: '俄语',
  history: '历史',
  geography: '地理',
  science: '科学',
  physics: '物理',
  chemistry: '化学',
  biology: '生物学',
  ict: '信息科技',
  pe: '体育与健康',
  art: '艺术',
  music: '音乐',
  fine_art: '美术',
  labour: '劳动',
  practice: '综合实践活动',
}

/** JY/T 1001. */
export const TAUGHT_STAGE_NAMES: Record<TaughtStage, string> = {
  '1': '学前',
  '2': '小学',
  '3': '普通初中',
  '4': '普通高中',
  '7': '特教',
  '9': '其他',
}

export const BACKBONE_NAMES: Record<BackboneLevel, string> = {
  school: '校级',
  county: '县级',
  city: '市级',
  province: '省级',
  national: '国家级',
}

export const KIND_NAMES: Record<OrgKind, string> = {
  bureau: '教育局',
  urban: '城区学校',
  centre: '中心校',
  village: '村小',
  point: '教学点',
}
