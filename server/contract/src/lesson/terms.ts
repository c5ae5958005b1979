import { z } from 'zod'

/** States of a live lesson (domain §4.2, §4.4), from the first that is on a timetable. */
export const LessonStatus = z.enum([
  'SCHEDULED',
  'PREPARED',
  'CHECKED',
  'WAITING',
  'LIVE',
  'INTERRUPTED',
  'ENDED',
  'SETTLED',
  'CANCELLED',
  'RESCHEDULED',
  'NOT_HELD',
])
export type LessonStatus = z.infer<typeof LessonStatus>

/** 专递课堂, 名师课堂, 名校网络课堂, 同步教研, 会议/研讨: the last has people and no classes (`MeetingPlan`). */
export const LessonType = z.enum(['delivery', 'master', 'school_online', 'research', 'meeting'])
export type LessonType = z.infer<typeof LessonType>

export const CancelReason = z.enum(['holiday', 'official', 'illness', 'network', 'power', 'other'])
export type CancelReason = z.infer<typeof CancelReason>

export const Headcount = z
  .object({
    expected: z.int().min(0).max(100),
    present: z.int().min(0).max(100),
    leave: z.int().min(0).max(100),
    absent: z.int().min(0).max(100),
  })
  .refine((h) => h.expected === h.present + h.leave + h.absent, {
    error: 'expected must equal present + leave + absent',
  })
export type Headcount = z.infer<typeof Headcount>

/** How much of the lesson a leg receives: full picture, lowest picture, page images, sound only. */
export const LegMode = z.enum(['full', 'low', 'image', 'audio'])
export type LegMode = z.infer<typeof LegMode>

export const LegResult = z.enum(['FULL', 'PARTIAL', 'FALLBACK_LOCAL', 'ABSENT'])
export type LegResult = z.infer<typeof LegResult>
