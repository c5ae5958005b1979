import { z } from 'zod'
import type { Subject } from '../codes.ts'

/** 学制: 六三 or 五四, both legal in Liaoning. */
export const SchoolSystem = z.enum(['six_three', 'five_four'])
export type SchoolSystem = z.infer<typeof SchoolSystem>

/** 册次: 上册, 下册, 全一册, 水平一 to 水平三 (books that span grades). */
export const Volume = z.enum(['first', 'second', 'whole', 'level_1', 'level_2', 'level_3'])
export type Volume = z.infer<typeof Volume>

/** Grades in which a subject is taught by the 2022 plan; domain §3.1. */
export const GRADES_OF_SUBJECT: Record<Subject, readonly [number, number]> = {
  morality: [1, 9],
  chinese: [1, 9],
  mathematics: [1, 9],
  english: [1, 9],
  japanese: [3, 9],
  russian: [3, 9],
  history: [7, 9],
  geography: [6, 8],
  science: [1, 9],
  physics: [8, 9],
  chemistry: [9, 9],
  biology: [7, 8],
  ict: [3, 8],
  pe: [1, 9],
  art: [1, 9],
  music: [1, 9],
  fine_art: [1, 9],
  labour: [1, 9],
  practice: [1, 9],
}

/** 微课, 优课, 课件, 教案, 任务单, 练习, 素材, 课堂实录; domain §3.4. */
export const ResourceType = z.enum([
  'micro_lesson',
  'excellent_lesson',
  'courseware',
  'lesson_plan',
  'task_sheet',
  'exercise',
  'material',
  'recording',
])
export type ResourceType = z.infer<typeof ResourceType>

/** What a file is within its resource. */
export const FileRole = z.enum([
  'main',
  'lesson_plan',
  'courseware',
  'recording',
  'exercise',
  'task_sheet',
  'attachment',
  'licence',
])
export type FileRole = z.infer<typeof FileRole>

/** Roles a resource cannot be submitted without; an 优课 is a package of four (domain §3.4). */
export const REQUIRED_ROLES: Record<ResourceType, readonly FileRole[]> = {
  micro_lesson: ['main'],
  excellent_lesson: ['lesson_plan', 'courseware', 'recording', 'exercise'],
  courseware: ['main'],
  lesson_plan: ['main'],
  task_sheet: ['main'],
  exercise: ['main'],
  material: ['main'],
  recording: ['main'],
}

/** 本校使用, 本市教育系统公益使用, 署名公开 (CC BY-NC-SA 4.0), 外链, 第三方授权; domain §3.6. */
export const Licence = z.enum(['school', 'county', 'cc_by_nc_sa', 'link', 'third_party'])
export type Licence = z.infer<typeof Licence>

/** Licences under which the file itself may leave the portal. */
export const DOWNLOADABLE: readonly Licence[] = ['school', 'county', 'cc_by_nc_sa']

export const Audience = z.enum(['teacher', 'class'])
export type Audience = z.infer<typeof Audience>

/** Form of an exercise. Grades 1 and 2 have no written homework: city plan, domain §1 row 10. */
export const ExerciseForm = z.enum(['written', 'oral', 'activity', 'reading_aloud'])
export type ExerciseForm = z.infer<typeof ExerciseForm>

/** What a file is to the pages that show it, decided by its content and never by its name. */
export const FileKind = z.enum(['video', 'audio', 'image', 'document', 'text', 'archive', 'other'])
export type FileKind = z.infer<typeof FileKind>
