import type { ClaimState, HoursCategory } from '@tongke/contract'

/** A training of the past that a teacher took part in, as the demo invents it. */
export interface DemoHours {
  readonly personId: string
  readonly title: string
  readonly category: HoursCategory
  readonly hours: number
  readonly day: string
  readonly state: ClaimState
}

interface Offer {
  readonly title: string
  readonly category: HoursCategory
  readonly hours: number
  /** Month and day of each year. */
  readonly on: string
  /** One teacher of so many took part. */
  readonly each: number
}

/** What a county offers its teachers in a year. */
const OFFERS: readonly Offer[] = [
  { title: '暑期县级集中培训', category: 'concentrated', hours: 24, on: '07-18', each: 1 },
  { title: '学期校本研修', category: 'school_based', hours: 20, on: '05-20', each: 1 },
  { title: '国家智慧教育平台暑期研修', category: 'online', hours: 10, on: '08-12', each: 1 },
  { title: '信息技术应用能力培训', category: 'online', hours: 16, on: '03-22', each: 2 },
  { title: '名师工作室研修', category: 'workshop', hours: 12, on: '04-11', each: 3 },
  { title: '优质学校跟岗', category: 'shadowing', hours: 20, on: '10-16', each: 5 },
]

/** The same for the same teacher whenever the demo is made. */
const takes = (teacher: number, year: number, offer: number, each: number): boolean =>
  (teacher * 7 + year * 3 + offer * 5) % each === 0
/** Every sixth teacher stays away more often than not: somebody must lack hours. */
const isLate = (teacher: number): boolean => teacher % 6 === 3

/**
 * Trainings of five years. What lies in the last two months is still on its way: with the school, or with the county.
 * @param today calendar day, county's time
 */
export function demoHours(personIds: readonly string[], today: string): DemoHours[] {
  const last = Number(today.slice(0, 4))
  const years = Array.from({ length: 5 }, (_, index) => last - 4 + index)
  return personIds.flatMap((personId, teacher) =>
    years.flatMap((year) =>
      OFFERS.flatMap(({ title, category, hours, on, each }, offer) => {
        const day = `${year}-${on}`
        const away = isLate(teacher) && (year + offer) % 2 === 0
        if (day > today || away || !takes(teacher, year, offer, each)) return []
        const state = stateOf(day, today, teacher)
        return [{ personId, title: `${year} 年${title}`, category, hours, day, state }]
      }),
    ),
  )
}

function stateOf(day: string, today: string, teacher: number): ClaimState {
  const months = (Number(today.slice(0, 4)) - Number(day.slice(0, 4))) * 12
  const age = months + Number(today.slice(5, 7)) - Number(day.slice(5, 7))
  if (age > 2) return 'CREDITED'
  return teacher % 2 === 0 ? 'SCHOOL_VERIFIED' : 'CLAIMED'
}
