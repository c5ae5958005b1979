/** Places of a programme and those who have one. */
export interface Places {
  readonly places: number
  /** Of them, for people of rural schools only. */
  readonly ruralPlaces: number
  readonly taken: number
  readonly ruralTaken: number
}

/** Whether somebody who comes now gets a place. People of town schools have only what is not kept for rural ones. */
export function hasPlace({ places, ruralPlaces, taken, ruralTaken }: Places, isRural: boolean): boolean {
  if (taken >= places) return false
  return isRural || taken - ruralTaken < places - ruralPlaces
}

/** Who moves up, in the order of the list, as long as there is a place for them. */
export function movingUp<T extends { readonly isRural: boolean }>(
  places: Places,
  waiting: readonly T[],
): T[] {
  let { taken, ruralTaken } = places
  return waiting.filter(({ isRural }) => {
    if (!hasPlace({ ...places, taken, ruralTaken }, isRural)) return false
    taken++
    if (isRural) ruralTaken++
    return true
  })
}
