import { z } from 'zod'
import { Grade, Subject } from '../codes.ts'

/** Who made a course plan (课程设置方案): where several are in force, the strictest wins. */
export const PlanLayer = z.enum(['national', 'province', 'city', 'school'])
export type PlanLayer = z.infer<typeof PlanLayer>

export const PlanState = z.enum(['DRAFT', 'APPROVED', 'IN_FORCE', 'SUPERSEDED'])
export type PlanState = z.infer<typeof PlanState>

/** Rows of the plan's table, in the order of the 2022 plan (domain §3.1). */
export const PlanArea = z.enum([
  'morality',
  'chinese',
  'mathematics',
  'foreign',
  'history',
  'geography',
  'science',
  'physics',
  'chemistry',
  'biology',
  'ict',
  'pe',
  'arts',
  'integrated',
])
export type PlanArea = z.infer<typeof PlanArea>

/** What can stand in a timetable: the subjects, and what the plan knows beside them. */
export const TimetableSubject = z.enum([
  ...Subject.options,
  /** 书法, one period a week inside Chinese in grades 3–6. */
  'calligraphy',
  /** 班团队活动. */
  'class_meeting',
  /** 地方课程. */
  'local',
  /** 校本课程. */
  'school_based',
])
export type TimetableSubject = z.infer<typeof TimetableSubject>

/** The row of the plan in which a lesson of this subject counts. */
export const PLAN_AREA_OF = {
  morality: 'morality',
  chinese: 'chinese',
  calligraphy: 'chinese',
  mathematics: 'mathematics',
  english: 'foreign',
  japanese: 'foreign',
  russian: 'foreign',
  history: 'history',
  geography: 'geography',
  science: 'science',
  physics: 'physics',
  chemistry: 'chemistry',
  biology: 'biology',
  ict: 'ict',
  pe: 'pe',
  art: 'arts',
  music: 'arts',
  fine_art: 'arts',
  labour: 'integrated',
  practice: 'integrated',
  class_meeting: 'integrated',
  local: 'integrated',
  school_based: 'integrated',
} as const satisfies Record<TimetableSubject, PlanArea>

/** The plan fixes shares of all hours of the nine years for these; some hold several rows of the table. */
export const ShareGroup = z.enum([
  'morality',
  'chinese',
  'mathematics',
  'foreign',
  'humanities',
  'science',
  'ict',
  'pe',
  'arts',
  'integrated',
])
export type ShareGroup = z.infer<typeof ShareGroup>

export const SHARE_GROUP_OF = {
  morality: 'morality',
  chinese: 'chinese',
  mathematics: 'mathematics',
  foreign: 'foreign',
  history: 'humanities',
  geography: 'humanities',
  science: 'science',
  physics: 'science',
  chemistry: 'science',
  biology: 'science',
  ict: 'ict',
  pe: 'pe',
  arts: 'arts',
  integrated: 'integrated',
} as const satisfies Record<PlanArea, ShareGroup>

const Weekly = z.int().min(0).max(40)

/** Weekly periods of one grade in one row, in odd and in even weeks (4/3 单双周). */
export const PlanHours = z.object({ grade: Grade, area: PlanArea, odd: Weekly, even: Weekly })
export type PlanHours = z.infer<typeof PlanHours>

const Percent = z.number().min(0).max(100)
/** Share of all hours of the nine years, percent. */
export const PlanShare = z
  .object({ group: ShareGroup, min: Percent, max: Percent })
  .refine(({ min, max }) => min <= max, { path: ['max'], message: 'Less than the least' })
export type PlanShare = z.infer<typeof PlanShare>
