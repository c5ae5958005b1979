import { Injectable } from '@nestjs/common'
import { Refusal, type TrainingNotice } from '@tongke/contract'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { newId } from '../../platform/id.ts'

const SHOWN = 20

export interface Reminded {
  readonly id: string
  /** Behind the pace, 0 for whoever is not. */
  readonly lackTenths: number
}

/** Words to one teacher, shown on the home page until they are read and kept in the file. */
@Injectable()
export class TrainingNotices {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  of(personId: string, unreadOnly: boolean): Promise<TrainingNotice[]> {
    return this.database.rows<TrainingNotice>(
      `select n.id, n.text, n.lack_tenths as "lackTenths", p.name as "fromName",
              floor(extract(epoch from n.sent_at) * 1000)::float8 as "sentAt",
              floor(extract(epoch from n.read_at) * 1000)::float8 as "readAt"
         from training_notice n join person p on p.id = n.sent_by
        where n.person_id = $1 and (n.read_at is null or not $2) order by n.sent_at desc limit ${SHOWN}`,
      [personId, unreadOnly],
    )
  }

  /** @throws Refusal not_found for somebody else's */
  async read(personId: string, id: string): Promise<void> {
    const rows = await this.database.rows<{ id: string }>(
      `with seen as (select id from training_notice where id = $1 and person_id = $2),
            marked as (update training_notice set read_at = $3
                        where id = $1 and person_id = $2 and read_at is null)
       select id from seen`,
      [id, personId, this.clock.now()],
    )
    if (rows.length === 0) throw new Refusal('not_found')
  }

  /** @returns how many were sent: nobody is reminded twice a day */
  async send(to: readonly Reminded[], text: string, byId: string): Promise<number> {
    const rows = await this.database.rows(
      `insert into training_notice (id, person_id, text, sent_by, sent_on, sent_at, lack_tenths)
       select notice, person, $3, $4, $5::date, $6, nullif(lack, 0)
         from unnest($1::uuid[], $2::uuid[], $7::int[]) as t(notice, person, lack)
       on conflict on constraint training_notice_daily do nothing returning id`,
      [
        to.map(newId),
        to.map(({ id }) => id),
        text,
        byId,
        this.clock.today(),
        this.clock.now(),
        to.map(({ lackTenths }) => lackTenths),
      ],
    )
    return rows.length
  }
}
