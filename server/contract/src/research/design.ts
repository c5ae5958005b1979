import { z } from 'zod'
import { Id } from '../primitives.ts'

/** Sections of a lesson design (教学设计) that are one text each, in the order in which they are read. */
export const DESIGN_TEXTS = ['goals', 'pupils', 'keyPoints', 'board'] as const
export const DesignText = z.enum(DESIGN_TEXTS)
export type DesignText = z.infer<typeof DesignText>

/** Texts of one step. */
export const STEP_TEXTS = ['title', 'teacher', 'pupils', 'purpose'] as const
export type StepText = (typeof STEP_TEXTS)[number]

/** Written homework is not for grades 1 and 2: the form is part of the design, not of its words. */
export const HomeworkForm = z.enum(['oral', 'activity', 'written'])
export type HomeworkForm = z.infer<typeof HomeworkForm>

const Words = z.string().max(50_000)
const Minutes = z.int().min(0).max(600)

export const DesignStep = z.object({
  id: z.string(),
  title: Words,
  minutes: Minutes,
  /** What the teacher does, what the pupils do, and what for. */
  teacher: Words,
  pupils: Words,
  purpose: Words,
})
export type DesignStep = z.infer<typeof DesignStep>

export const DesignHomework = z.object({ id: z.string(), form: HomeworkForm, text: Words, minutes: Minutes })
export type DesignHomework = z.infer<typeof DesignHomework>

/** A lesson design as plain data: what a version keeps, what is compared, printed and handed on. */
export const DesignJson = z.object({
  goals: Words,
  pupils: Words,
  keyPoints: Words,
  steps: z.array(DesignStep),
  board: Words,
  homework: z.array(DesignHomework),
})
export type DesignJson = z.infer<typeof DesignJson>

export const EMPTY_DESIGN: DesignJson = {
  goals: '',
  pupils: '',
  keyPoints: '',
  steps: [],
  board: '',
  homework: [],
}

/**
 * How the design lies in its shared document (Yjs). The four texts are top-level `Y.Text`s of their names. `steps` and `homework`
 * are top-level `Y.Map`s from an id to a `Y.Map` with the texts below, a number `minutes`, a number `order`, and `removed`: what was
 * taken away stays in the document, so that words written into it meanwhile are not lost and it can be brought back.
 */
export const DESIGN_MAPS = { steps: STEP_TEXTS, homework: ['text'] } as const
export type DesignMap = keyof typeof DESIGN_MAPS

/** Most steps, and most tasks of homework, that are not taken away. */
export const MAX_DESIGN_ITEMS = 60

/** Address of one shared text: `goals`, `steps/<id>/title`, `homework/<id>/text`. */
export const DesignField = z
  .string()
  .max(80)
  .regex(
    /^(goals|pupils|keyPoints|board|steps\/[\w-]{1,40}\/(title|teacher|pupils|purpose)|homework\/[\w-]{1,40}\/text)$/,
  )
export type DesignField = z.infer<typeof DesignField>

const Item = z.object({
  order: z.number().catch(0),
  removed: z.boolean().catch(false),
  minutes: Minutes.catch(0),
})
const text = z.string().catch('')
const PlainStep = Item.extend({ title: text, teacher: text, pupils: text, purpose: text })
const PlainHomework = Item.extend({ form: HomeworkForm.catch('oral'), text })

/** The shared document as plain values, keys as above. */
export type PlainDesign = Readonly<Record<DesignText, string>> &
  Readonly<Record<DesignMap, Readonly<Record<string, unknown>>>>

function inOrder<T extends { order: number; removed: boolean }>(
  items: Readonly<Record<string, unknown>>,
  schema: z.ZodType<T>,
): (T & { id: string })[] {
  return Object.entries(items)
    .flatMap(([id, value]) => {
      const parsed = schema.safeParse(value)
      return parsed.success && !parsed.data.removed ? [{ ...parsed.data, id }] : []
    })
    .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))
}

/** The design that a shared document holds: without what was taken away, in order. Never fails: odd values count as empty. */
export function designJson(plain: PlainDesign): DesignJson {
  const { goals, pupils, keyPoints, board } = plain
  return {
    goals,
    pupils,
    keyPoints,
    steps: inOrder(plain.steps, PlainStep).map(({ id, title, minutes, teacher, pupils, purpose }) => ({
      id,
      title,
      minutes,
      teacher,
      pupils,
      purpose,
    })),
    board,
    homework: inOrder(plain.homework, PlainHomework).map(({ id, form, text, minutes }) => ({
      id,
      form,
      text,
      minutes,
    })),
  }
}

/** Minutes of all steps together. */
export const minutesOf = (design: DesignJson): number =>
  design.steps.reduce((sum, { minutes }) => sum + minutes, 0)

/** 共案 of the session, or 个案: what a school made of it for its own class. */
export const DesignKind = z.enum(['common', 'variant'])
export type DesignKind = z.infer<typeof DesignKind>

/** A stretch of a compared text. `by`: who wrote it, where that is known. */
export const DiffRun = z.object({
  kind: z.enum(['same', 'added', 'removed']),
  text: z.string(),
  by: z.string().optional(),
})
export type DiffRun = z.infer<typeof DiffRun>

/** What became of a step or a task of homework. A step that only stands elsewhere is `moved`. */
export const ItemChange = z.enum(['same', 'added', 'removed', 'changed'])
export type ItemChange = z.infer<typeof ItemChange>

const change = <T extends z.ZodType>(value: T) =>
  z.object({ before: value.nullable(), after: value.nullable() })
const diffOf = <T extends z.ZodRawShape>(shape: T) =>
  z.object({
    id: z.string(),
    change: ItemChange,
    moved: z.boolean(),
    /** Places from 1. */
    place: change(z.int()),
    minutes: change(z.int()),
    ...shape,
  })

export const StepDiff = diffOf({
  texts: z.object({
    title: z.array(DiffRun),
    teacher: z.array(DiffRun),
    pupils: z.array(DiffRun),
    purpose: z.array(DiffRun),
  }),
})
export type StepDiff = z.infer<typeof StepDiff>
export const HomeworkDiff = diffOf({ form: change(HomeworkForm), text: z.array(DiffRun) })
export type HomeworkDiff = z.infer<typeof HomeworkDiff>

export const DesignDiff = z.object({
  texts: z.object({
    goals: z.array(DiffRun),
    pupils: z.array(DiffRun),
    keyPoints: z.array(DiffRun),
    board: z.array(DiffRun),
  }),
  steps: z.array(StepDiff),
  homework: z.array(HomeworkDiff),
  minutes: z.object({ before: z.int(), after: z.int() }),
})
export type DesignDiff = z.infer<typeof DesignDiff>

/** What one person did to a design: characters written and taken away, and in how many saved edits. By the server's count. */
export const DesignContributor = z.object({
  personId: Id,
  name: z.string(),
  orgName: z.string(),
  inserted: z.int(),
  removed: z.int(),
  edits: z.int(),
})
export type DesignContributor = z.infer<typeof DesignContributor>
