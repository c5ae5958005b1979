import type { BackboneLevel, NetworkType, Role, Subject, TaughtStage } from '@tongke/contract'
import {
  ACCOUNTS,
  BACKBONES,
  BUREAU,
  GIVEN,
  SCHOOLS,
  SURNAMES,
  TAUGHT,
  TITLES,
  type InventedClass,
  type InventedSchool,
} from './invented.ts'

export interface DemoPerson {
  readonly key: string
  readonly countyNo: string
  readonly name: string
  readonly phone: string
  readonly subjects: readonly Subject[]
  readonly title: string | null
  readonly taughtStage: TaughtStage | null
  readonly backboneLevel: BackboneLevel | null
  readonly role: Role
  readonly at: string
}

const GRADE_WORDS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** `三年级1班`, `一二年级复式班`, `教学点班（1—3年级）`. */
export function className({ grades, type }: InventedClass): string {
  const words = grades.map((grade) => GRADE_WORDS[grade] ?? '').join('')
  if (type === '13') return `教学点班（${grades[0]}—${grades.at(-1)}年级）`
  return type === '12' ? `${words}年级复式班` : `${words}年级1班`
}

export const roomOf = (index: number): string => `${1 + Math.floor(index / 3)}0${1 + (index % 3)}室`

export const pupilsOf = (school: InventedSchool): number =>
  school.classes.reduce((sum, { headcount }) => sum + headcount, 0)

/** 任教学段 of everybody in the county: it has primary schools only. */
const PRIMARY: TaughtStage = '2'

/** By the speed a school has: the smallest points hang on a satellite dish. */
export function networkOf({ line: [downlink] }: InventedSchool): NetworkType {
  if (downlink < 4_000) return 'satellite'
  return downlink < 8_000 ? 'cellular' : 'fibre'
}

/** Accounts first, then as many teachers as each school has; one of them is its head where no account is. */
export function demoPeople(): DemoPerson[] {
  const people: DemoPerson[] = ACCOUNTS.map(
    ({ role, at, name, subjects, title, backboneLevel = null }, index) => ({
      role,
      at,
      name,
      subjects,
      title,
      backboneLevel,
      taughtStage: at === BUREAU.key ? null : PRIMARY,
      key: name,
      countyNo: numberOf(index),
      phone: phoneOf(index),
    }),
  )
  const taken = new Set(people.map(({ name }) => name))
  for (const school of SCHOOLS) {
    const present = people.filter(({ at }) => at === school.key)
    const hasHead = present.some(({ role }) => role === 'head')
    for (let index = present.length; index < school.teachers; index += 1) {
      const serial = people.length
      const name = nameOf(serial, taken)
      const role = !hasHead && index === present.length ? 'head' : 'teacher'
      people.push({
        key: name,
        countyNo: numberOf(serial),
        name,
        phone: phoneOf(serial),
        subjects: TAUGHT[(serial + index) % TAUGHT.length] ?? [],
        title: TITLES[serial % TITLES.length] ?? null,
        taughtStage: PRIMARY,
        backboneLevel: BACKBONES[serial % BACKBONES.length] ?? null,
        role,
        at: school.key,
      })
    }
  }
  return people
}

/** The person whose post is at the school in this role. */
export const personAt = (people: readonly DemoPerson[], at: string, role: Role): DemoPerson | undefined =>
  people.find((person) => person.at === at && person.role === role)

/** Whoever confirms devices there: its own coordinator, else that of the school above. */
export function confirmerOf(people: readonly DemoPerson[], school: InventedSchool): DemoPerson {
  const own = personAt(people, school.key, 'coordinator')
  const above = SCHOOLS.find(({ key }) => key === school.parent)
  const found = own ?? (above ? confirmerOf(people, above) : personAt(people, BUREAU.key, 'administrator'))
  if (!found) throw new Error(`Nobody confirms devices of ${school.name}`)
  return found
}

const numberOf = (serial: number): string => `SL-${String(serial + 1).padStart(4, '0')}`

/** 130 0000 xxxx: a range that is assigned to nobody we mean. */
const phoneOf = (serial: number): string => `1300000${String(1001 + serial)}`

/** Two coprime strides over surnames and given names: no repetition, no randomness. */
function nameOf(serial: number, taken: Set<string>): string {
  for (let step = serial; ; step += 1) {
    const name = `${SURNAMES[(step * 7) % SURNAMES.length]}${GIVEN[(step * 11) % GIVEN.length]}`
    if (taken.has(name)) continue
    taken.add(name)
    return name
  }
}
