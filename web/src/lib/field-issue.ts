import type { z } from 'zod'

/** Key under `field.` in the common words, with what its sentence needs. */
export interface FieldIssue {
  key: 'required' | 'tooLong' | 'tooShort' | 'tooSmall' | 'tooBig' | 'invalid'
  min?: number
  max?: number
}

const isBlank = (value: unknown) =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  Number.isNaN(value)

type Issue = z.core.$ZodIssue

const limit = (value: number | bigint) => Number(value)

/** What to tell a person about the first thing zod finds wrong with a field's value. */
export function fieldIssue(issue: Issue, value: unknown): FieldIssue {
  if (isBlank(value) || (Array.isArray(value) && value.length === 0)) return { key: 'required' }
  if (issue.code === 'too_big')
    return { key: issue.origin === 'string' ? 'tooLong' : 'tooBig', max: limit(issue.maximum) }
  if (issue.code === 'too_small')
    return { key: issue.origin === 'string' ? 'tooShort' : 'tooSmall', min: limit(issue.minimum) }
  return { key: 'invalid' }
}

/** Empty text means "none" on the wire. Leaves everything else as it is. */
export const blankToNull = (value: unknown): unknown =>
  value === undefined || (typeof value === 'string' && value.trim() === '') ? null : value

/** Checks one field against its contract schema. A blank one may be what the schema calls null. */
export function checkField(schema: z.ZodType, value: unknown): FieldIssue | null {
  if (isBlank(value) && schema.safeParse(null).success) return null
  const parsed = schema.safeParse(value)
  const issue = parsed.error?.issues[0]
  return issue ? fieldIssue(issue, value) : null
}
