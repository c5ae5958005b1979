import type { Headcount, LegRoll, RollPaper, RollSource, SeatMark } from '@tongke/contract'

/** A roll as it is being written. Seats count from 1 to the pupils expected; one without a mark is present. */
export interface RollDraft {
  readonly source: RollSource
  readonly headcount: Headcount
  readonly marks: Readonly<Record<number, SeatMark['mark']>>
}

export const MAX_PUPILS = 100

const whole = (pupils: number): Headcount => ({ expected: pupils, present: pupils, leave: 0, absent: 0 })

/** Counts by seats: every seat is present, on leave or absent. */
export function countSeats(expected: number, marks: RollDraft['marks']): Headcount {
  const all = Object.entries(marks)
    .filter(([seat]) => Number(seat) <= expected)
    .map(([, mark]) => mark)
  const leave = all.filter((mark) => mark === 'leave').length
  const absent = all.filter((mark) => mark === 'absent').length
  return { expected, present: expected - leave - absent, leave, absent }
}

/** Begins with what is known: the roll that was handed in, numbers told in the room, or everybody present. */
export function draftOf(pupils: number, roll: LegRoll | null, told: Headcount | null): RollDraft {
  const headcount = roll?.headcount ?? told
  if (!headcount) return { source: 'roll', headcount: whole(pupils), marks: {} }
  const seats = roll?.seats ?? []
  const marks = Object.fromEntries(seats.map(({ seat, mark }) => [seat, mark]))
  const isBySeat = roll?.source === 'roll' && roll.seats !== null
  return { source: isBySeat ? 'roll' : 'quick', headcount, marks }
}

/** The draft behind a paper that waits in this browser. */
export const draftOfPaper = ({ source, headcount, seats }: RollPaper): RollDraft => ({
  source,
  headcount,
  marks: Object.fromEntries(seats.map(({ seat, mark }) => [seat, mark])),
})

/** present → leave → absent → present. */
export function touchSeat(draft: RollDraft, seat: number): RollDraft {
  const { [seat]: mark, ...rest } = draft.marks
  const marks =
    mark === undefined
      ? { ...rest, [seat]: 'leave' as const }
      : mark === 'leave'
        ? { ...rest, [seat]: 'absent' as const }
        : rest
  return { ...draft, marks, headcount: countSeats(draft.headcount.expected, marks) }
}

/** More or fewer pupils than the list says. Seats that are no longer there lose their mark. */
export function expectPupils(draft: RollDraft, expected: number): RollDraft {
  const pupils = Math.min(MAX_PUPILS, Math.max(0, expected))
  const marks = Object.fromEntries(Object.entries(draft.marks).filter(([seat]) => Number(seat) <= pupils))
  return { ...draft, marks, headcount: countSeats(pupils, marks) }
}

/** Seats begin with what was counted only as far as they can: everybody, until seats are touched. */
export const countBy = (draft: RollDraft, source: RollSource): RollDraft =>
  source === 'quick'
    ? { ...draft, source }
    : { ...draft, source, headcount: countSeats(draft.headcount.expected, draft.marks) }

/** How many pupils are not accounted for; 0 is right. */
export const gapOf = ({ headcount: { expected, present, leave, absent } }: RollDraft): number =>
  expected - present - leave - absent

export function paperOf(draft: RollDraft, key: string, legId: string, reason: string | null): RollPaper {
  const seats =
    draft.source === 'quick'
      ? []
      : Object.entries(draft.marks)
          .map(([seat, mark]) => ({ seat: Number(seat), mark }))
          .filter(({ seat }) => seat <= draft.headcount.expected)
  return { key, legId, headcount: draft.headcount, source: draft.source, seats, reason }
}
