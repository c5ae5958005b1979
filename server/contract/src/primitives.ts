import { z } from 'zod'

/** UUID v7 in lower case; what comes in upper case is the same id, in the database as in a key. */
export const Id = z.uuid().toLowerCase()
export type Id = z.infer<typeof Id>

/** In lower-case hexadecimal. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** Milliseconds since the epoch by the server's clock. */
export const Millis = z.int().nonnegative()

/** Calendar day in the county's time zone, `YYYY-MM-DD`. */
export const DateOnly = z.iso.date()

/** A name or title that people read: trimmed, no control characters. */
export const Label = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    // eslint-disable-next-line no-control-regex
    .regex(/^[^\u0000-\u001f\u007f]*$/)

/** Query of a paged list. `page` counts from 1. */
export const PageQuery = z.object({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(20),
  search: z.string().trim().max(50).optional(),
})

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), total: z.int().nonnegative() })
