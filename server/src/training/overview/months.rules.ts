const monthOf = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))

/** Calendar months that are touched from one day to another, both counted; none when it ends before it begins. */
export const monthsBetween = (from: string, to: string): number =>
  Math.max(0, monthOf(to) - monthOf(from) + 1)
