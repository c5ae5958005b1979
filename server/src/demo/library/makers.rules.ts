import type { Subject } from '@tongke/contract'
import { confirmerOf, personAt, type DemoPerson } from '../demo.rules.ts'
import { BUREAU, SCHOOLS } from '../invented.ts'
import type { DemoResource } from './resource-text.rules.ts'

export interface Makers {
  readonly author: DemoPerson
  /** Who vouches for the school; null: the bureau made it. */
  readonly schoolReviewer: DemoPerson | null
  /** In the order they are asked; an 优课 asks two. */
  readonly cityReviewers: readonly DemoPerson[]
}

/** Who makes a resource and who reviews it: always others than the author. @param serial spreads the work over the teachers */
export function makersOf(
  { at }: Pick<DemoResource, 'at'>,
  subject: Subject,
  serial: number,
  people: readonly DemoPerson[],
): Makers {
  const author = at === BUREAU.key ? bureaus(people, 'researcher') : teacherOf(at, subject, serial, people)
  return {
    author,
    schoolReviewer: author.at === BUREAU.key ? null : schoolReviewerOf(author, people),
    cityReviewers: [bureaus(people, 'researcher'), bureaus(people, 'officer')].filter(
      ({ key }) => key !== author.key,
    ),
  }
}

function bureaus(people: readonly DemoPerson[], role: DemoPerson['role']): DemoPerson {
  const found = personAt(people, BUREAU.key, role)
  if (!found) throw new Error(`The bureau has no ${role}`)
  return found
}

/** @param at a name, a school, or null for any school */
function teacherOf(
  at: string | null,
  subject: Subject,
  serial: number,
  people: readonly DemoPerson[],
): DemoPerson {
  const named = people.find(({ name }) => name === at)
  if (named) return named
  const teachers = people.filter(({ role }) => role === 'teacher')
  const there = teachers.filter((one) => at === null || one.at === at)
  const of = (some: readonly DemoPerson[]) => some.filter(({ subjects }) => subjects.includes(subject))
  const found = [of(there), there].find(({ length }) => length > 0)
  const author = found?.[serial % found.length]
  if (!author) throw new Error(`Nobody at ${at} can make a resource`)
  return author
}

function schoolReviewerOf(author: DemoPerson, people: readonly DemoPerson[]): DemoPerson {
  const school = SCHOOLS.find(({ key }) => key === author.at)
  if (!school) throw new Error(`There is no school ${author.at}`)
  const reviewers = [personAt(people, school.key, 'head'), confirmerOf(people, school)]
  const found = reviewers.find((one) => one !== undefined && one.key !== author.key)
  if (!found) throw new Error(`Nobody at ${school.name} can review for ${author.name}`)
  return found
}
