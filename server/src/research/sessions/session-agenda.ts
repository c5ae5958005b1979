import { Injectable } from '@nestjs/common'
import { Refusal, type EndpointRequest, type saveAgenda } from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Database } from '../../platform/database/database.ts'
import { newId } from '../../platform/id.ts'
import { SessionLessons } from './session-lessons.ts'
import { SessionChange } from './session-change.ts'
import { isOpen } from './session-transitions.rules.ts'

/** What members talk about, in which order and for how long. */
@Injectable()
export class SessionAgenda {
  constructor(
    private readonly database: Database,
    private readonly change: SessionChange,
    private readonly lessons: SessionLessons,
  ) {}

  /** Items keep their ids: notes and the room's clock hang on them. @throws Refusal … research.agenda */
  async save(
    who: PersonPrincipal,
    id: string,
    { items, ...seen }: EndpointRequest<typeof saveAgenda>['body'],
  ): Promise<void> {
    await this.change.by(who, id, async (edit) => {
      edit.require('organizer')
      edit.requireState(isOpen)
      edit.requireSeen(seen)
      const { tx } = edit
      const kept = items.flatMap((item) => (item.id ? [item.id] : []))
      const known = await this.database.rows(
        'select from research_agenda_item where session_id = $1 and id = any($2)',
        [id, kept],
        tx,
      )
      if (known.length !== kept.length) throw new Refusal('research.agenda')
      // What was scheduled with an agenda goes on having one.
      if (items.length === 0 && edit.session.state !== 'PROPOSED') throw new Refusal('research.unplanned')
      await tx.query('delete from research_agenda_item where session_id = $1 and id <> all($2)', [id, kept])
      for (const [position, item] of items.entries())
        await tx.query(
          `insert into research_agenda_item (id, session_id, position, title, minutes) values ($1, $2, $3, $4, $5)
           on conflict (id) do update set position = excluded.position, title = excluded.title, minutes = excluded.minutes`,
          [item.id ?? newId(), id, position, item.title, item.minutes],
        )
      await edit.update({})
      await this.lessons.passAgenda(edit)
      await edit.note('research.agenda_saved', {
        items: items.length,
        minutes: items.reduce((sum, { minutes }) => sum + minutes, 0),
      })
    })
  }
}
