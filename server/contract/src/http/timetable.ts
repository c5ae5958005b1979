import { z } from 'zod'
import { Grade } from '../codes.ts'
import { ErrorDetail } from '../errors.ts'
import { DateOnly, Id, Label } from '../primitives.ts'
import { Bell, MAX_PERIODS } from '../schedule/calendar.ts'
import { TimetableSubject } from '../schedule/course-plan.ts'
import { endpoint } from './endpoint.ts'

const tag = 'timetable'
const byId = z.object({ id: Id })
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** What can stand in a period: subjects and what the course plan knows beside them, and 课后服务, which counts nowhere. */
export const PeriodSubject = z.enum([...TimetableSubject.options, 'after_school'])
export type PeriodSubject = z.infer<typeof PeriodSubject>

export const Weekday = z.int().min(1).max(7)
export const Period = z.int().min(1).max(MAX_PERIODS)
const Minute = z.int().min(0).max(1440)

export const WeekPattern = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('odd') }),
  z.object({ kind: z.literal('even') }),
  z.object({ kind: z.literal('list'), weeks: z.array(z.int().min(1).max(30)).min(1).max(30) }),
])
export type WeekPattern = z.infer<typeof WeekPattern>

/** Minutes after midnight. */
export const OwnBell = z
  .object({ start: Minute, end: Minute })
  .refine(({ start, end }) => start < end, { path: ['end'] })
export type OwnBell = z.infer<typeof OwnBell>

export const SlotMode = z.enum(['local', 'sync-lecture', 'sync-listen', 'recorded'])
export type SlotMode = z.infer<typeof SlotMode>

/** Domain §4.5. */
export const TimetableRule = z.enum([
  'V1',
  'V2',
  'V3',
  'V4',
  'V5',
  'V6',
  'V7',
  'V8',
  'V9',
  'V10',
  'V11',
  'V12',
  'V13',
  'V14',
  'V15',
  'V16',
])
export type TimetableRule = z.infer<typeof TimetableRule>

/** What the other grades of a multigrade class do while some have this lesson. */
export const QuietTask = z.object({ subject: PeriodSubject, task: z.string().trim().max(120) })

const reason = z.string().trim().min(2).max(200)
/** Why soft rules may be broken here, by rule. */
export const RuleReasons = z.partialRecord(TimetableRule, reason)
export type RuleReasons = z.infer<typeof RuleReasons>

/** A class that listens to a synchronized lesson, with the adult who is in its room. */
export const SlotLeg = z.object({
  classId: Id,
  assistantId: Id.nullable(),
  /** Those of the class who listen; null is all. */
  grades: z.array(Grade).min(1).max(9).nullable().default(null),
  quiet: QuietTask.nullable().default(null),
  /** The lesson was adapted to another grade or subject. */
  adapted: z.boolean().default(false),
  /** Another edition of the textbook was compared and mapped. */
  editionMapped: z.boolean().default(false),
  /** The class rings the lesson's bells instead of its own. */
  ownBell: z.boolean().default(false),
})
export type SlotLeg = z.infer<typeof SlotLeg>

export const SlotInput = z.object({
  classId: Id,
  weeks: WeekPattern.default({ kind: 'all' }),
  weekday: Weekday,
  period: Period,
  subject: PeriodSubject,
  teacherId: Id.nullable().default(null),
  /** Null: the room of the class. */
  room: Label(20).nullable().default(null),
  /** A class gets a `sync-listen` slot by being named in the lecture's legs. */
  mode: SlotMode.exclude(['sync-listen']).default('local'),
  ownBell: OwnBell.nullable().default(null),
  grades: z.array(Grade).min(1).max(9).nullable().default(null),
  quiet: QuietTask.nullable().default(null),
  legs: z.array(SlotLeg).max(12).default([]),
})
export type SlotInput = z.infer<typeof SlotInput>

export const TimetableSlot = z.object({
  id: Id,
  revision: z.int(),
  classId: Id,
  className: z.string(),
  orgId: Id,
  orgName: z.string(),
  weeks: WeekPattern,
  weekday: Weekday,
  period: Period,
  subject: PeriodSubject,
  teacherId: Id.nullable(),
  teacherName: z.string().nullable(),
  room: z.string().nullable(),
  mode: SlotMode,
  ownBell: OwnBell.nullable(),
  grades: z.array(Grade).nullable(),
  quiet: QuietTask.nullable(),
  reasons: RuleReasons,
  /** Of a lecture: the classes that listen. */
  legs: z.array(
    SlotLeg.extend({
      slotId: Id,
      className: z.string(),
      orgName: z.string(),
      assistantName: z.string().nullable(),
    }),
  ),
  /** Of a class that listens: whom to. */
  lecture: z
    .object({ slotId: Id, className: z.string(), orgName: z.string(), lecturerName: z.string().nullable() })
    .nullable(),
  /** I may change it. */
  mayEdit: z.boolean(),
})
export type TimetableSlot = z.infer<typeof TimetableSlot>

export const SlotLabel = z.object({
  id: Id,
  classId: Id,
  className: z.string(),
  orgName: z.string(),
  subject: PeriodSubject,
  weekday: Weekday,
  period: Period,
})
export type SlotLabel = z.infer<typeof SlotLabel>

/** One thing that is wrong; rule and code name the sentence that people read. */
export const TimetableFinding = z.object({
  rule: TimetableRule,
  /** What breaks a hard rule is not saved, a soft one needs a reason, a hint nothing. */
  severity: z.enum(['hard', 'soft', 'hint']),
  code: z.string(),
  orgId: Id.nullable(),
  classId: Id.nullable(),
  /** Person, class, room or school it is about, by name. */
  who: z.string(),
  slots: z.array(SlotLabel),
  weeks: z.array(z.int()),
  /** A subject, or a group of subjects of the course plan. */
  subject: z.string().nullable(),
  numbers: z.record(z.string(), z.number()),
  /** The reason that was given for breaking a soft rule. */
  reason: z.string().nullable(),
})
export type TimetableFinding = z.infer<typeof TimetableFinding>

export const SlotMove = z.object({ slotId: Id, weekday: Weekday, period: Period })
export type SlotMove = z.infer<typeof SlotMove>

/** Where a slot could go without breaking a hard rule, and all that has to move for it. */
export const FreePlace = z.object({
  weekday: Weekday,
  period: Period,
  moves: z.array(SlotMove),
  /** Lessons that change places with it. */
  exchanged: z.array(SlotLabel),
})
export type FreePlace = z.infer<typeof FreePlace>

/** `moves` change places at once, in one step; `save` makes a slot or describes it anew. */
export const TimetableChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('move'), moves: z.array(SlotMove).min(1).max(40) }),
  z.object({ kind: z.literal('save'), slotId: Id.nullable(), slot: SlotInput }),
])
export type TimetableChange = z.infer<typeof TimetableChange>

export const TimetableView = z.enum(['class', 'teacher', 'room', 'school'])
export type TimetableView = z.infer<typeof TimetableView>

export const TimetableWeek = z.object({
  title: z.string(),
  orgName: z.string(),
  week: z.int(),
  /** Bells of the school in that week; of a teacher of several schools those of the first. */
  bells: z.array(Bell),
  /** Weeks of the term. */
  weeks: z.int(),
  /** What each day of the week is: the school day it holds, or why it holds none. */
  days: z.array(
    z.object({
      date: DateOnly,
      weekday: Weekday,
      /** Whose timetable is taught on it: another weekday's on a swap day, null on a day off. */
      runs: z.object({ week: z.int(), weekday: Weekday }).nullable(),
      note: z.string().nullable(),
    }),
  ),
  /** All of the term, whatever their weeks. */
  slots: z.array(TimetableSlot),
  /** I may add slots here. */
  mayEdit: z.boolean(),
})
export type TimetableWeek = z.infer<typeof TimetableWeek>

const termQuery = z.object({ termId: Id })

export const getTimetableWeek = endpoint({
  method: 'GET',
  path: '/api/timetable/week',
  tag,
  summary: 'Timetable of a class, teacher, room or school in one week of the term',
  access: 'person',
  query: termQuery.extend({
    view: TimetableView,
    /** Class, person or school; of a room its school. */
    id: Id,
    room: z.string().trim().min(1).max(20).optional(),
    /** Absent: the week of today, or the first. */
    week: z.coerce.number().int().min(1).max(30).optional(),
  }),
  response: TimetableWeek,
  errors: ['auth.forbidden', 'not_found'],
})
export const listTimetableTargets = endpoint({
  method: 'GET',
  path: '/api/timetable/targets',
  tag,
  summary: 'Schools whose timetable I may see; of one of them its classes, teachers and rooms',
  access: 'person',
  query: termQuery.extend({ orgId: Id.optional() }),
  response: z.object({
    schools: z.array(z.object({ id: Id, name: z.string() })),
    orgId: Id.nullable(),
    classes: z.array(z.object({ id: Id, name: z.string(), grades: z.array(Grade), slots: z.int() })),
    teachers: z.array(z.object({ id: Id, name: z.string(), slots: z.int() })),
    rooms: z.array(z.string()),
    mayEdit: z.boolean(),
    /** I may check and see the whole county. */
    wholeCounty: z.boolean(),
  }),
  errors: [],
})
export const checkTimetableChange = endpoint({
  method: 'POST',
  path: '/api/timetable/check',
  tag,
  summary: 'What a change would break, and the nearest free places of the slot it moves; changes nothing',
  access: 'person',
  body: termQuery.extend({ change: TimetableChange }),
  response: z.object({ findings: z.array(TimetableFinding), free: z.array(FreePlace) }),
  errors: ['auth.forbidden', 'not_found', 'timetable.slot'],
})
export const changeTimetable = endpoint({
  method: 'POST',
  path: '/api/timetable/changes',
  tag,
  summary:
    'Make or move slots; hard rules refuse it, soft ones want a reason. The details name rule and code',
  access: 'person',
  body: termQuery.extend({ change: TimetableChange, reasons: RuleReasons.default({}) }),
  response: z.object({
    slotIds: z.array(Id),
    findings: z.array(TimetableFinding),
    /** The moves that take moves back; empty for what was described anew. */
    undo: z.array(SlotMove),
  }),
  errors: [
    'auth.forbidden',
    'not_found',
    'timetable.slot',
    'timetable.clash',
    'timetable.reason',
    'conflict.changed',
  ],
})
export const removeTimetableSlot = endpoint({
  method: 'DELETE',
  path: '/api/timetable/slots/:id',
  tag,
  summary: 'Take a slot out; with a lecture go the slots of those who listen',
  access: 'person',
  params: byId,
  errors: ['auth.forbidden', 'not_found'],
})
export const listFreePlaces = endpoint({
  method: 'GET',
  path: '/api/timetable/slots/:id/free',
  tag,
  summary: 'Nearest places a slot could go to without breaking a hard rule',
  access: 'person',
  params: byId,
  response: z.object({ items: z.array(FreePlace) }),
  errors: ['auth.forbidden', 'not_found'],
})
export const checkTimetable = endpoint({
  method: 'GET',
  path: '/api/timetable/findings',
  tag,
  summary: 'The sixteen rules over one school, or over all schools I may see',
  access: 'person',
  query: termQuery.extend({ orgId: Id.optional() }),
  response: z.object({
    /** At most 500, hard ones first. */
    items: z.array(TimetableFinding),
    hard: z.int(),
    soft: z.int(),
    /** Soft ones among them that have a reason. */
    reasoned: z.int(),
    hints: z.int(),
    byRule: z.partialRecord(TimetableRule, z.int()),
    schools: z.int(),
    slots: z.int(),
    /** What the check itself took, ms. */
    took: z.int(),
  }),
  errors: ['auth.forbidden', 'not_found'],
})
export const exportTimetable = endpoint({
  method: 'GET',
  path: '/api/timetable/export',
  tag,
  summary:
    'All slots of a school as the workbook that can be imported again, with a sheet a class to hang up',
  access: 'person',
  query: termQuery.extend({ orgId: Id }),
  file: XLSX,
  errors: ['auth.forbidden', 'not_found'],
})
export const TimetableImportReport = z.object({
  rows: z.int(),
  creates: z.int(),
  updates: z.int(),
  removes: z.int(),
  unchanged: z.int(),
  /** First 200, by line. */
  problems: z.array(ErrorDetail),
  problemCount: z.int(),
  /** Hard findings that the timetable would have: nothing is imported with one. */
  findings: z.array(TimetableFinding),
  imported: z.boolean(),
})
export type TimetableImportReport = z.infer<typeof TimetableImportReport>
export const importTimetable = endpoint({
  method: 'POST',
  path: '/api/timetable/import',
  tag,
  summary:
    'A school’s slots from XLSX, all or none: classes that are in the file get what it says, others stay as they are',
  access: 'person',
  query: termQuery.extend({ orgId: Id, dryRun: z.enum(['true', 'false']).default('true') }),
  multipart: true,
  response: TimetableImportReport,
  errors: ['auth.forbidden', 'not_found', 'import.unreadable', 'request.too_large'],
})
