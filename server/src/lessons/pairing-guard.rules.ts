/**
 * Domain §4.4, DRAFT → SCHEDULED: an agreement in force covers class, subject and date. Whoever plans for others may name a
 * reason instead, as for the soft rules of §4.5.
 * @param uncovered listening classes without one that the plan did not have before
 */
export const admitsUnpaired = (
  uncovered: number,
  { schedules, reason }: { readonly schedules: boolean; readonly reason: string | null },
): boolean => uncovered === 0 || (schedules && reason !== null)
