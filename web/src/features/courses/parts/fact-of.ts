import type { ClassProgress } from '@tongke/contract'

/** What the class has of an item; undefined of one that came into the course since. */
export const factOf = (learner: ClassProgress, itemId: string): ClassProgress['items'][number] | undefined =>
  learner.items.find((one) => one.itemId === itemId)
