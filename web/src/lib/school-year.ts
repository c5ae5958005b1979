const AUGUST = 7

/** Year in which the school year of this moment began: it turns over in August, when classes are being formed. */
export function schoolYearOf(at: number): number {
  const date = new Date(at)
  return date.getMonth() >= AUGUST ? date.getFullYear() : date.getFullYear() - 1
}
