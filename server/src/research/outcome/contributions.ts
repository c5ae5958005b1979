import { Injectable } from '@nestjs/common'
import { SessionCounting, type SessionContributions } from '@tongke/contract'
import { MeetingReckoning } from '../../lessons/meetings/meeting-reckoning.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Database } from '../../platform/database/database.ts'
import { DesignReading } from '../design/design-reading.ts'
import { SheetStore } from '../observation/sheet-store.ts'
import { SessionVerdict } from '../attendance/session-verdict.ts'
import { contributionsOf, type ContributingMember } from './contribution.rules.ts'
import { OutcomeGate } from './outcome-gate.ts'

const MEMBERS = `
  select m.person_id as "personId", p.name, o.name as "orgName", m.rural, s.main_preparer_id = m.person_id as "isMainPreparer",
         exists (select from research_reflection r where r.session_id = s.id and r.person_id = m.person_id) as "hasReflected",
         (select count(*)::int from research_design_version v join research_design d on d.id = v.design_id
           where d.session_id = s.id and v.author_id = m.person_id) as versions,
         (select count(*)::int from research_design_comment c join research_design d on d.id = c.design_id
           where d.session_id = s.id and c.author_id = m.person_id)
         + (select count(*)::int from research_design_reply r join research_design_comment c on c.id = r.comment_id
             join research_design d on d.id = c.design_id
             where d.session_id = s.id and r.author_id = m.person_id) as comments,
         (select count(*)::int from resource_lineage l join resource r on r.id = l.resource_id
           where l.kind = 'research' and l.source_id = s.id and r.author_id = m.person_id) as outcomes
    from research_session s join research_member m on m.session_id = s.id join person p on p.id = m.person_id
    join organization o on o.id = m.org_id
   where s.id = $1 order by m.person_id <> s.main_preparer_id, o.path, p.name, p.id`

/** What each member gave to a session, from everything that is kept of it anyway. */
@Injectable()
export class Contributions {
  constructor(
    private readonly database: Database,
    private readonly gate: OutcomeGate,
    private readonly designs: DesignReading,
    private readonly sheets: SheetStore,
    private readonly meetings: MeetingReckoning,
    private readonly verdict: SessionVerdict,
  ) {}

  /** @throws Refusal not_found, auth.forbidden */
  async read(who: PersonPrincipal, sessionId: string): Promise<SessionContributions> {
    await this.gate.enter(who, sessionId, 'read')
    const { counting } = await this.verdict.read(who, sessionId)
    return this.of(sessionId, counting)
  }

  private async of(sessionId: string, counting: SessionCounting): Promise<SessionContributions> {
    const [members, designs, sheets, talk] = await Promise.all([
      this.database.rows<ContributingMember>(MEMBERS, [sessionId]),
      this.designs.designsOf(sessionId),
      this.sheets.sheetsOf(sessionId),
      this.talk(sessionId),
    ])
    const { spokeSeconds } = counting
    const edits = designs.flatMap(({ contributors }) => contributors)
    return {
      spokeSeconds,
      members: contributionsOf({ members, edits, sheets, talk, attendance: counting.members, spokeSeconds }),
    }
  }

  private async talk(sessionId: string) {
    const rooms = await this.database.rows<{ lessonId: string }>(
      `select lesson_id as "lessonId" from research_session_lesson where session_id = $1 and purpose = 'meeting'`,
      [sessionId],
    )
    return (await Promise.all(rooms.map(({ lessonId }) => this.meetings.talkOf(lessonId)))).flat()
  }
}
