import { Injectable } from '@nestjs/common'
import type { deleteReplayNote, EndpointRequest, putReplayNote, ReplayNote } from '@tongke/contract'
import { LessonNotes } from '../../lessons/observing/lesson-notes.ts'
import type { PersonPrincipal, Principal } from '../../people/principal.ts'
import { RecordingReader } from './recording-reader.ts'
import { replayAt, wallAt, type ReplayClock } from './timeline.rules.ts'

/** Notes beside a replay: the same that were written live, at the replay's time, and like them their author's alone. */
@Injectable()
export class ReplayNotes {
  constructor(
    private readonly notes: LessonNotes,
    private readonly reader: RecordingReader,
  ) {}

  /** What this person wrote, where it belongs on the replay's clock. */
  async of(who: Principal, lessonId: string, clock: ReplayClock): Promise<ReplayNote[]> {
    if (who.kind === 'device') return []
    const notes = await this.notes.own(who, lessonId)
    return notes.map(({ id, at, text, tags, edit }) => ({ id, at: replayAt(clock, at), text, tags, edit }))
  }

  /** @throws Refusal not_found, also to whoever may not see the replay; recording.deleted, observing.notes_full */
  async put(
    who: PersonPrincipal,
    { id, noteId }: EndpointRequest<typeof putReplayNote>['params'],
    { at, ...note }: EndpointRequest<typeof putReplayNote>['body'],
  ): Promise<ReplayNote> {
    const head = await this.reader.watched(who, id)
    const { clock } = await this.reader.timeline(head)
    const kept = await this.notes.keep(who, head.lessonId, noteId, {
      ...note,
      at: new Date(wallAt(clock, at)),
    })
    return {
      id: kept.id,
      at: replayAt(clock, kept.at),
      text: kept.text,
      tags: kept.tags,
      edit: kept.edit,
    }
  }

  /** @throws Refusal not_found, recording.deleted */
  async remove(
    who: PersonPrincipal,
    { id, noteId }: EndpointRequest<typeof deleteReplayNote>['params'],
  ): Promise<void> {
    const head = await this.reader.watched(who, id)
    await this.notes.remove(who, head.lessonId, noteId)
  }
}
