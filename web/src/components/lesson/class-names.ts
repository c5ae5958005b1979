import type { LessonPlan } from '@tongke/contract'

/** The name of a class by its leg; of the lecture class for null. */
export function classNameIn({ legs, lectureClass }: LessonPlan, legId: string | null): string {
  const leg = legs.find((one) => one.id === legId)
  return leg ? `${leg.orgName} ${leg.className}` : `${lectureClass.orgName} ${lectureClass.name}`
}
