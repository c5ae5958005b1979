import type { ResourceType } from '@tongke/contract'

/** What teachers call the types, so that a type is found by its name as well. */
export const WORDS_OF_TYPE: Record<ResourceType, readonly string[]> = {
  micro_lesson: ['微课'],
  excellent_lesson: ['优课'],
  courseware: ['课件'],
  lesson_plan: ['教案', '教学设计'],
  task_sheet: ['任务单', '导学案', '学案'],
  exercise: ['练习', '习题'],
  material: ['素材'],
  recording: ['课堂实录', '实录'],
}
