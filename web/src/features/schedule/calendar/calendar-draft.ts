import { CalendarInput, type DaySpanKind, type SchoolCalendar } from '@tongke/contract'

interface TermDraft {
  readonly number: 1 | 2
  readonly startsOn: string | null
  readonly endsOn: string | null
}
interface SpanDraft {
  /** Tells rows apart while they are typed. */
  readonly key: number
  readonly kind: DaySpanKind
  readonly name: string
  readonly from: string | null
  readonly to: string | null
}
interface SwapDraft {
  readonly key: number
  readonly day: string | null
  readonly followsOn: string | null
  readonly name: string
}

/** A school year while it is typed: days may be missing. */
export interface CalendarDraft {
  readonly terms: readonly TermDraft[]
  readonly spans: readonly SpanDraft[]
  readonly swaps: readonly SwapDraft[]
}

const NUMBERS = [1, 2] as const

export const draftOf = ({ terms, spans, swaps }: SchoolCalendar): CalendarDraft => ({
  terms: NUMBERS.map((number) => {
    const term = terms.find((one) => one.number === number)
    return { number, startsOn: term?.startsOn ?? null, endsOn: term?.endsOn ?? null }
  }),
  spans: spans.map((span, key) => ({ ...span, key })),
  swaps: swaps.map((swap, key) => ({ ...swap, key })),
})

/** What goes on the wire; a term without days is none. Null: a row is not complete. */
export function inputOf({ terms, spans, swaps }: CalendarDraft): CalendarInput | null {
  const parsed = CalendarInput.safeParse({
    terms: terms.filter(({ startsOn, endsOn }) => startsOn !== null || endsOn !== null),
    spans,
    swaps,
  })
  return parsed.success ? parsed.data : null
}
