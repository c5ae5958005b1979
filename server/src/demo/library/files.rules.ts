import type { FileRole } from '@tongke/contract'
import type { DemoResource, Part } from './resource-text.rules.ts'

/** What a file is made as. */
export type Making = 'video' | 'slides' | 'sheet' | 'plan' | 'picture' | 'sound'

export interface DemoFile {
  readonly role: FileRole
  readonly part: Part
  readonly making: Making
}

const ENDINGS: Record<Making, string> = {
  video: 'mp4',
  slides: 'pdf',
  sheet: 'pdf',
  plan: 'docx',
  picture: 'png',
  sound: 'm4a',
}

const MAKING_OF_MAIN = {
  micro_lesson: 'video',
  recording: 'video',
  courseware: 'slides',
  lesson_plan: 'plan',
  task_sheet: 'sheet',
  exercise: 'sheet',
  material: 'picture',
} as const

const MAKING_OF_PART: Record<Exclude<Part, 'main'>, Making> = {
  lesson_plan: 'plan',
  task_sheet: 'sheet',
  exercise: 'sheet',
}

/** The files of a resource, the smallest work first. A package takes its recording and its slides from the same text. */
export function filesOf({ type, made, parts }: DemoResource): DemoFile[] {
  const others = (Object.keys(parts) as Part[])
    .filter((part) => part !== 'main')
    .map((part): DemoFile => ({ role: part, part, making: MAKING_OF_PART[part as 'exercise'] }))
  if (type === 'excellent_lesson')
    return [
      ...others,
      { role: 'courseware', part: 'main', making: 'slides' },
      { role: 'recording', part: 'main', making: 'video' },
    ]
  return [...others, { role: 'main', part: 'main', making: made ?? MAKING_OF_MAIN[type] }]
}

export const fileName = ({ title }: DemoResource, { role, making }: DemoFile): string =>
  `${title}${role === 'main' ? '' : SUFFIX[role]}.${ENDINGS[making]}`

const SUFFIX: Record<Exclude<FileRole, 'main'>, string> = {
  courseware: '（课件）',
  recording: '（课堂实录）',
  lesson_plan: '（教学设计）',
  task_sheet: '（学习任务单）',
  exercise: '（评测练习）',
  attachment: '',
  licence: '',
}

/** Whether a converter of office files is needed, which may be installed later than everything else. */
export const needsOffice = (resource: DemoResource): boolean =>
  filesOf(resource).some(({ making }) => making === 'plan')
