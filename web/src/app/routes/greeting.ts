export type Greeting = 'morning' | 'noon' | 'afternoon' | 'evening'

const UNTIL: readonly [number, Greeting][] = [
  [5, 'evening'],
  [11, 'morning'],
  [13, 'noon'],
  [18, 'afternoon'],
  [24, 'evening'],
]

/** How one greets at this hour. */
export const greetingAt = (at: number): Greeting => {
  const hour = new Date(at).getHours()
  return UNTIL.find(([end]) => hour < end)?.[1] ?? 'evening'
}
