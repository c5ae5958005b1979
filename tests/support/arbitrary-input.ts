import fc from 'fast-check'
import { z } from 'zod'

type Schema = Record<string, unknown>

/** Text people and programs send that breaks things: wildcards, quotes, NUL, half a surrogate, right-to-left, very long. */
const NASTY = [
  '',
  ' ',
  '%',
  "'",
  '\\',
  '\u0000',
  '\ud83d',
  '\u202e',
  '零\u200b宽',
  '<b>',
  '${x}',
  'x'.repeat(5_000),
]
const nastyText = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary', maxLength: 40 }))
const anything = fc.anything({ withNullPrototype: false, maxDepth: 2 }).map((value) => jsonOnly(value))

/**
 * Values that fit a schema, or nearly: now and then a part of them is something else entirely.
 * @param ids ids that exist, so that requests get past the first look-up
 */
export function nearly(schema: z.ZodType, ids: readonly string[]): fc.Arbitrary<unknown> {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema
  return valueOf(json, ids)
}

function valueOf(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 12, arbitrary: fitting(schema, ids) }, { weight: 1, arbitrary: anything })
}

function fitting(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  const choices = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined
  if (choices) return fc.oneof(...choices.map((choice) => valueOf(choice, ids)))
  if ('const' in schema) return fc.constant(schema.const)
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as unknown[]))
  switch (schema.type) {
    case 'object':
      return objectOf(schema, ids)
    case 'array':
      return fc.array(valueOf((schema.items ?? {}) as Schema, ids), { maxLength: 5 })
    case 'string':
      return textOf(schema, ids)
    case 'integer':
      return fc.oneof(fc.integer({ min: -2, max: 12 }), fc.integer(), fc.maxSafeInteger())
    case 'number':
      return fc.oneof(fc.integer({ min: -2, max: 200 }), fc.double({ noNaN: true, noDefaultInfinity: true }))
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return anything
  }
}

function objectOf(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  const properties = propertiesOf(schema)
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, field]) => [name, valueOf(field, ids)]),
  )
  return fc.record(fields, { requiredKeys: (schema.required ?? []) as string[] })
}

/** Named one by one, or all alike for every word of a list. */
function propertiesOf({ properties, propertyNames, additionalProperties }: Schema): Record<string, Schema> {
  const words = ((propertyNames as Schema | undefined)?.enum ?? []) as string[]
  const alike = Object.fromEntries(words.map((word) => [word, additionalProperties as Schema]))
  return { ...alike, ...(properties as Record<string, Schema> | undefined) }
}

function textOf(schema: Schema, ids: readonly string[]): fc.Arbitrary<string> {
  if (schema.format === 'uuid') return fc.oneof(fc.constantFrom(...ids), fc.uuid())
  if (schema.format === 'date')
    return fc.constantFrom('2026-09-01', '0000-01-01', '0001-01-01', '9999-12-31', '2026-02-30')
  if (typeof schema.pattern === 'string' && !schema.pattern.includes('u0000')) {
    return fc.oneof(fc.stringMatching(new RegExp(schema.pattern)), nastyText)
  }
  return nastyText
}

/** As it would arrive: no functions, no undefined, no infinities. */
function jsonOnly(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value) ?? 'null')
  } catch {
    return null
  }
}
