import { Injectable } from '@nestjs/common'
import { Refusal, type EndpointResponse, type getMeeting, type LessonState } from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { participantOf } from '../lesson-access.rules.ts'
import { LessonDirectory } from '../lesson-directory.ts'
import { LessonStore } from '../lesson-store.ts'
import { MediaLedger } from '../media-ledger.ts'
import { intervalsOf, type PersonInterval } from './intervals.rules.ts'

export interface PersonTalk {
  personId: string
  spokenMs: number
}

/** Who was there and who spoke, by the word of media nodes only. Rights are the caller's. */
@Injectable()
export class MeetingReckoning {
  constructor(
    private readonly database: Database,
    private readonly directory: LessonDirectory,
    private readonly store: LessonStore,
    private readonly ledger: MediaLedger,
    private readonly clock: Clock,
  ) {}

  /** Between start and end of the meeting, by the server's clock; up to now while it goes on. @throws Refusal not_found */
  async personIntervals(lessonId: string): Promise<PersonInterval[]> {
    return this.intervals(await this.meeting(lessonId))
  }

  /** How long each person was heard, ms; nobody who was not. @throws Refusal not_found */
  async talkOf(lessonId: string): Promise<PersonTalk[]> {
    const { plan } = await this.meeting(lessonId)
    const rows = await this.database.rows<{ identity: string; spoken: string }>(
      'select identity, sum(spoken_ms) as spoken from lesson_talk where lesson_id = $1 group by identity',
      [lessonId],
    )
    return rows.flatMap(({ identity, spoken }) => {
      const [kind, id] = identity.split(':', 2)
      const personId = kind === 'lecturer' ? plan.lecturer.id : kind === 'member' ? id : undefined
      return personId ? [{ personId, spokenMs: Number(spoken) }] : []
    })
  }

  /** For those who are invited. @throws Refusal not_found, also to everybody else */
  async read(who: PersonPrincipal, lessonId: string): Promise<EndpointResponse<typeof getMeeting>> {
    if (!participantOf(who, await this.directory.parties(lessonId))) throw new Refusal('not_found')
    const state = await this.meeting(lessonId)
    const intervals = await this.intervals(state)
    const talk = await this.talkOf(lessonId)
    const { plan, status, startedAt, endedAt } = state
    return {
      id: lessonId,
      status,
      title: plan.title,
      plannedStart: plan.plannedStart,
      plannedMinutes: plan.plannedMinutes,
      startedAt,
      endedAt,
      chairId: plan.lecturer.id,
      agenda: state.meeting?.agenda ?? [],
      people: (plan.meeting?.people ?? []).map((person) => ({
        ...person,
        intervals: intervals
          .filter(({ personId }) => personId === person.id)
          .map(({ from, to }) => ({ from, to })),
        spokenMs: talk.find(({ personId }) => personId === person.id)?.spokenMs ?? 0,
      })),
    }
  }

  private async meeting(lessonId: string): Promise<LessonState> {
    const state = await this.store.read(lessonId)
    if (!state.meeting) throw new Refusal('not_found')
    return state
  }

  private async intervals({ lessonId, plan, startedAt, endedAt }: LessonState): Promise<PersonInterval[]> {
    return intervalsOf(await this.ledger.connections(lessonId), {
      chairId: plan.lecturer.id,
      startedAt,
      endedAt,
      now: this.clock.now().getTime(),
    })
  }
}
