import { Injectable } from '@nestjs/common'
import { Refusal, type ProgrammeCard } from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Database } from '../../platform/database/database.ts'

const CARD = `
  select p.id, p.title, p.summary, p.level, p.type, p.audience, p.state, o.name as "orgName",
         array(select n.name from programme_trainer t join person n on n.id = t.person_id
                where t.programme_id = p.id order by t.position) as "trainerNames",
         p.places, p.rural_places as "ruralPlaces", e.taken, e."ruralTaken", e.waiting, e.requested, p.hours,
         p.starts_on::text as "startsOn", p.ends_on::text as "endsOn",
         (select count(*)::int from programme_session s where s.programme_id = p.id) as sessions,
         (select m.state from programme_enrolment m where m.programme_id = p.id and m.person_id = $2) as mine
    from training_programme p join organization o on o.id = p.org_id
    cross join lateral (
      select count(*) filter (where state = 'APPROVED')::int as taken,
             count(*) filter (where state = 'APPROVED' and is_rural)::int as "ruralTaken",
             count(*) filter (where state = 'WAITING')::int as waiting,
             count(*) filter (where state = 'REQUESTED')::int as requested
        from programme_enrolment where programme_id = p.id
    ) e
   where p.id = any($1)`

/** What lists show of a programme. */
@Injectable()
export class ProgrammeCards {
  constructor(private readonly database: Database) {}

  /** In the order of `ids`. */
  async of(who: PersonPrincipal, ids: readonly string[]): Promise<ProgrammeCard[]> {
    const rows = await this.database.rows<ProgrammeCard>(CARD, [ids, who.id])
    const byId = new Map(rows.map((card) => [card.id, card]))
    return ids.flatMap((id) => byId.get(id) ?? [])
  }

  /** @throws Refusal not_found */
  async one(who: PersonPrincipal, id: string): Promise<ProgrammeCard> {
    const [card] = await this.of(who, [id])
    if (!card) throw new Refusal('not_found')
    return card
  }
}
