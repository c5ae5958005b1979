import { Injectable } from '@nestjs/common'
import { Refusal, type EndpointRequest, type ProgrammeWork, type judgeWork } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Database } from '../../platform/database/database.ts'
import { ProgrammeChange } from './programme-change.ts'
import { ProgrammeStore } from './programme-store.ts'

type Row = Omit<ProgrammeWork, 'handedInAt'> & { personId: string; handedInAt: Date }

const presented = ({ text, handedInAt, accepted, comment }: Row): ProgrammeWork => ({
  text,
  handedInAt: handedInAt.getTime(),
  accepted,
  comment,
})

/** What people hand in: one work each, better ones until it is accepted. */
@Injectable()
export class ProgrammeWorks {
  constructor(
    private readonly database: Database,
    private readonly store: ProgrammeStore,
    private readonly change: ProgrammeChange,
  ) {}

  async of(programmeId: string, personId: string): Promise<ProgrammeWork | null> {
    return (await this.all(programmeId)).get(personId) ?? null
  }

  /** By person. */
  async all(
    programmeId: string,
    tx: EntityManager = this.database.manager,
  ): Promise<Map<string, ProgrammeWork>> {
    const rows = await this.database.rows<Row>(
      `select person_id as "personId", text, handed_in_at as "handedInAt", accepted, comment
         from programme_work where programme_id = $1`,
      [programmeId],
      tx,
    )
    return new Map(rows.map((row) => [row.personId, presented(row)]))
  }

  /** @throws Refusal not_found, programme.state, programme.not_enrolled, programme.work_accepted */
  async handIn(who: PersonPrincipal, id: string, text: string): Promise<void> {
    await this.change.by(who, id, async (edit) => {
      edit.fire('hand_in')
      const enrolment = await this.store.enrolment(id, who.id, edit.tx)
      if (enrolment?.state !== 'APPROVED') throw new Refusal('programme.not_enrolled')
      const rows = await this.database.rows(
        `insert into programme_work as w (programme_id, person_id, text, handed_in_at) values ($1, $2, $3, $4)
         on conflict (programme_id, person_id) do update set text = excluded.text, accepted = null, judged_by = null,
           comment = '', handed_in_at = excluded.handed_in_at
          where w.accepted is not true returning person_id`,
        [id, who.id, text, edit.now],
        edit.tx,
      )
      if (rows.length === 0) throw new Refusal('programme.work_accepted')
      await edit.note('programme.work_handed_in')
    })
  }

  /** @throws Refusal auth.forbidden, not_found, programme.state */
  async judge(
    who: PersonPrincipal,
    { id, personId }: EndpointRequest<typeof judgeWork>['params'],
    { accepted, comment }: EndpointRequest<typeof judgeWork>['body'],
  ): Promise<void> {
    await this.change.by(who, id, async (edit) => {
      edit.fire('judge')
      if (personId === who.id) throw new Refusal('auth.forbidden')
      if (!(await this.all(id, edit.tx)).has(personId)) throw new Refusal('not_found')
      await edit.tx.query(
        `update programme_work set accepted = $3, judged_by = $4, comment = $5 where programme_id = $1 and person_id = $2`,
        [id, personId, accepted, who.id, comment],
      )
      await edit.note('programme.work_judged', { personId, accepted, comment })
    })
  }
}
