import { Injectable } from '@nestjs/common'
import type { AgendaItem } from '@tongke/contract'
import { LessonStore } from '../../lessons/lesson-store.ts'
import { SUBJECT_NAMES } from '../../people/import/columns.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Database } from '../../platform/database/database.ts'
import { SessionAttendance } from '../attendance/session-attendance.ts'
import { SessionVerdict } from '../attendance/session-verdict.ts'
import { mergeIntervals, within } from '../attendance/presence.rules.ts'
import { DesignReading } from '../design/design-reading.ts'
import { SheetStore } from '../observation/sheet-store.ts'
import { SessionReading } from '../sessions/session-reading.ts'
import { agendaTimes, type AgendaTime } from './agenda-times.rules.ts'
import type { MinutesFacts } from './minutes-draft.rules.ts'

const FORM_WORDS = {
  preparation: '集体备课',
  polishing: '磨课',
  variants: '同课异构',
  lesson_study: '课例研究',
  lecture: '专题讲座',
} as const

interface CommentRow {
  id: string
  quote: string
  text: string
  authorName: string
  replies: { text: string; authorName: string }[]
}

/** Gathers what the log knows of a session. */
@Injectable()
export class MinutesFactsReader {
  constructor(
    private readonly database: Database,
    private readonly reading: SessionReading,
    private readonly attendance: SessionAttendance,
    private readonly verdict: SessionVerdict,
    private readonly lessons: LessonStore,
    private readonly designs: DesignReading,
    private readonly sheets: SheetStore,
  ) {}

  async read(who: PersonPrincipal, sessionId: string): Promise<MinutesFacts> {
    const detail = await this.reading.detail(who, sessionId)
    const { card } = detail
    const { counting } = await this.verdict.read(who, sessionId)
    const { held, intervals } = await this.attendance.presence(sessionId)
    const windows = mergeIntervals(held)
    const meetings = detail.lessons.filter(({ purpose }) => purpose === 'meeting')
    return {
      theme: card.theme,
      summary: detail.summary,
      subject: SUBJECT_NAMES[card.subject],
      grade: card.grade,
      form: FORM_WORDS[card.form],
      nodePath: detail.nodePath,
      communityName: card.communityName,
      hostOrgName: card.hostOrgName,
      mainPreparerName: card.mainPreparerName,
      chairName: meetings.at(-1)?.lecturerName ?? null,
      plannedAt: card.startsAt,
      held: windows,
      members: detail.members.map(({ personId, name, orgName, rural }) => {
        const sum = counting.members.find((one) => one.personId === personId)
        return {
          name,
          orgName,
          rural,
          stretches: within(intervals.get(personId) ?? [], windows),
          minutes: sum?.minutes ?? 0,
          percent: sum?.percent ?? 0,
          attended: sum?.attended ?? false,
          spokeSeconds: sum?.spokeSeconds ?? 0,
        }
      }),
      counted: counting.counted,
      attendedPercent: counting.attendedPercent,
      agenda: await this.agenda(
        meetings.map(({ lessonId }) => lessonId),
        detail.agenda,
      ),
      ...(await this.work(sessionId, detail.lessons)),
    }
  }

  /** Of the rooms that were held; before there is one, as it is planned. */
  private async agenda(meetingIds: readonly string[], planned: readonly AgendaItem[]): Promise<AgendaTime[]> {
    const held: AgendaTime[] = []
    for (const id of meetingIds) {
      const { meeting, startedAt, endedAt } = await this.lessons.read(id)
      if (!meeting || startedAt === null) continue
      const events = await this.lessons.eventsAfter(id, 0)
      const end = endedAt ?? events.at(-1)?.at ?? startedAt
      held.push(...agendaTimes(meeting.agenda, events, { startedAt, endedAt: end }))
    }
    return held.length > 0 ? held : planned.map(({ title, minutes }) => ({ title, minutes, stretches: [] }))
  }

  private async work(
    sessionId: string,
    lessons: readonly { lessonId: string; purpose: string; title: string; lecturerName: string }[],
  ): Promise<Pick<MinutesFacts, 'versions' | 'observed' | 'notes' | 'comments'>> {
    const [designs, sheets] = [await this.designs.designsOf(sessionId), await this.sheets.sheetsOf(sessionId)]
    const names = await this.names(sheets.map(({ personId }) => personId))
    const authors = new Map(sheets.map(({ sheetId, personId }) => [sheetId, names.get(personId) ?? '']))
    const marks = await this.sheets.marksOf([...authors.keys()])
    return {
      versions: designs.flatMap(({ orgName, versions }) =>
        versions.map(({ number, name, note, authorName, at, contributors }) => ({
          design: orgName,
          number,
          name,
          note,
          authorName,
          at,
          people: contributors.map((one) => one.name),
        })),
      ),
      observed: lessons
        .filter(({ purpose }) => purpose === 'teaching')
        .map(({ lessonId, title, lecturerName }) => {
          const filed = sheets.filter((sheet) => sheet.lessonId === lessonId)
          return {
            title,
            lecturerName,
            observers: filed.map(({ personId }) => names.get(personId) ?? ''),
            notes: filed.reduce((sum, one) => sum + one.notes, 0),
            marks: filed.reduce((sum, one) => sum + one.marks, 0),
          }
        }),
      notes: marks.flatMap(({ sheetId, body }) =>
        body.kind === 'note' && body.text.trim() !== ''
          ? [{ text: body.text.trim().replaceAll('\n', ' '), authorName: authors.get(sheetId) ?? '' }]
          : [],
      ),
      comments: await this.comments(sessionId),
    }
  }

  private async names(personIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.database.rows<{ id: string; name: string }>(
      'select id, name from person where id = any($1)',
      [personIds],
    )
    return new Map(rows.map(({ id, name }) => [id, name]))
  }

  private comments(sessionId: string): Promise<CommentRow[]> {
    return this.database.rows<CommentRow>(
      `select c.id, c.quote, c.text, p.name as "authorName",
              coalesce((select jsonb_agg(jsonb_build_object('text', r.text, 'authorName', q.name) order by r.at, r.id)
                 from research_design_reply r join person q on q.id = r.author_id where r.comment_id = c.id), '[]') as replies
         from research_design_comment c join research_design d on d.id = c.design_id join person p on p.id = c.author_id
        where d.session_id = $1 order by c.at, c.id`,
      [sessionId],
    )
  }
}
