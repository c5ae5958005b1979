import { Injectable } from '@nestjs/common'
import type { LibraryProfile } from '@tongke/contract'
import { schoolYearOf } from '../../people/class.rules.ts'
import type { PersonPrincipal, Principal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import type { Profile } from './entry-sheet.ts'

/** What somebody teaches: subjects by their record, grades by their own word, editions by their school. */
@Injectable()
export class LibraryProfiles {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async of(who: Principal): Promise<Profile> {
    const [row] = await this.database.rows<Profile>(
      who.kind === 'person' ? OF_PERSON : OF_DEVICE,
      who.kind === 'person'
        ? [who.id, who.posts.map(({ orgId }) => orgId), schoolYearOf(this.clock.today())]
        : [who.classId, who.orgId, schoolYearOf(this.clock.today())],
    )
    return row ?? { subjects: [], grades: [], editionIds: [] }
  }

  async get(who: PersonPrincipal): Promise<LibraryProfile> {
    const { subjects, grades } = await this.of(who)
    return { subjects: subjects as LibraryProfile['subjects'], grades: [...grades] }
  }

  async setGrades(who: PersonPrincipal, grades: readonly number[]): Promise<LibraryProfile> {
    await this.database.rows(
      `insert into library_profile (person_id, grades) values ($1, $2)
       on conflict (person_id) do update set grades = excluded.grades`,
      [who.id, [...new Set(grades)].sort((a, b) => a - b)],
    )
    return this.get(who)
  }
}

const OF_PERSON = `
  select p.subjects, coalesce(l.grades, '{}') as grades,
         array(select distinct edition_id from school_textbook t
                where t.org_id = any($2) and t.school_year = $3 and t.subject = any(p.subjects)
                  and (l.grades is null or t.grade = any(l.grades))) as "editionIds"
    from person p left join library_profile l on l.person_id = p.id
   where p.id = $1`

/** A classroom has every subject of its grades. */
const OF_DEVICE = `
  select array(select distinct subject from curriculum_node where kind = 'volume' and grade_from <= any(c.grades)) as subjects,
         c.grades, array(select distinct edition_id from school_textbook t
           where t.org_id = $2 and t.school_year = $3 and t.grade = any(c.grades)) as "editionIds"
    from school_class c where c.id = $1`
