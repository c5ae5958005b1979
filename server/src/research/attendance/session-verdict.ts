import { Injectable } from '@nestjs/common'
import { SessionCounting, type EndpointResponse, type getSessionCounting } from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Database } from '../../platform/database/database.ts'
import type { SessionEdit } from '../sessions/session-change.ts'
import { SessionReading } from '../sessions/session-reading.ts'
import { SessionRow } from '../sessions/session.entity.ts'
import { SessionAttendance } from './session-attendance.ts'

/** Whether a session counts: as it stands, and as it was decided. */
@Injectable()
export class SessionVerdict {
  constructor(
    private readonly database: Database,
    private readonly attendance: SessionAttendance,
    private readonly reading: SessionReading,
  ) {}

  /** @throws Refusal not_found */
  async read(who: PersonPrincipal, id: string): Promise<EndpointResponse<typeof getSessionCounting>> {
    const { session } = await this.reading.seat(who, id)
    const [kept] = await this.database.rows<{ counting: unknown; at: Date | null }>(
      'select counting, counted_at as at from research_session where id = $1',
      [id],
    )
    if (kept?.at) return { counting: SessionCounting.parse(kept.counting), decidedAt: kept.at.getTime() }
    return { counting: await this.attendance.count(session), decidedAt: null }
  }

  /** Writes down what counts and who attended, for everything that is reckoned from sessions afterwards. */
  async decide(edit: SessionEdit): Promise<Pick<SessionRow, 'counted' | 'counting' | 'countedAt'>> {
    const counting = await this.attendance.count(edit.session, edit.tx)
    const rows = counting.members.map(({ personId, minutes, attended, spokeSeconds, sheets }) => ({
      person_id: personId,
      minutes,
      attended,
      spoke: spokeSeconds,
      sheets,
    }))
    await edit.tx.query(
      `update research_member m set attended_minutes = r.minutes, attended = r.attended, spoke_seconds = r.spoke, sheets = r.sheets
         from jsonb_to_recordset($2::jsonb) as r(person_id uuid, minutes numeric, attended boolean, spoke int, sheets int)
        where m.session_id = $1 and m.person_id = r.person_id`,
      [edit.session.id, JSON.stringify(rows)],
    )
    const { counted, checks } = counting
    await edit.note('research.counted', { counted, checks })
    return { counted, counting, countedAt: edit.now }
  }
}
