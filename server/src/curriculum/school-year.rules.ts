/** Year in which the school year of a day `YYYY-MM-DD` began: on 1 September. */
export const schoolYearOf = (day: string): number =>
  Number(day.slice(0, 4)) - (day.slice(5) < '09-01' ? 1 : 0)
