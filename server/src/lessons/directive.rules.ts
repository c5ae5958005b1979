import type { Directive, LessonState, MediaIdentity, MediaSource, Participant } from '@tongke/contract'

import { isSameGroups, meetingDirective, memberIdentity } from './meetings/meeting-directive.rules.ts'
import { isSameOrder, recordOrderOf } from './recording/recording.rules.ts'

const OPEN = ['WAITING', 'LIVE', 'INTERRUPTED']

/** Name of a lesson's media room. */
export const mediaRoomOf = (lessonId: string): string => `lesson-${lessonId}`

/**
 * Who is on stage and who may be heard: the lecturer unless muted, a room on stage or in a discussion and not muted, assistants
 * (push-to-talk) unless their class is muted. Nobody while the room is closed.
 */
export function directiveOf(state: LessonState): Directive {
  if (!OPEN.includes(state.status))
    return { revision: state.revision, stage: null, audible: [], record: null, groups: null }
  if (state.meeting) return meetingDirective(state, state.meeting)
  const unmuted = Object.keys(state.legs).filter((legId) => !state.legs[legId]?.muted)
  const isDiscussion = state.interaction.teaching === 'discussion'
  const staged = state.stage?.legId ?? null
  const audible: MediaIdentity[] = [
    ...(state.lecturerMuted ? [] : ['lecturer']),
    ...unmuted.filter((legId) => isDiscussion || legId === staged).map((legId) => `leg:${legId}`),
    ...unmuted.map((legId) => `assistant:${legId}`),
  ]
  return {
    revision: state.revision,
    stage: staged === null ? null : `leg:${staged}`,
    audible,
    record: recordOrderOf(state),
    groups: null,
  }
}

/** Whether the media room must be told: the revision alone is no news. */
export const isSameDirective = (a: Directive, b: Directive): boolean =>
  a.stage === b.stage &&
  isSameOrder(a.record, b.record) &&
  isSameGroups(a.groups, b.groups) &&
  a.audible.length === b.audible.length &&
  a.audible.every((one, i) => one === b.audible[i])

export function mediaIdentityOf(me: Participant): MediaIdentity {
  switch (me.part) {
    case 'lecturer':
      return 'lecturer'
    case 'room':
      return `leg:${me.legId}`
    case 'assistant':
      return `assistant:${me.legId}`
    case 'observer':
      return `observer:${me.personId}`
    case 'member':
      return memberIdentity(me.personId)
  }
}

/** The device or session behind a media connection: what ends with a sign-out or a revocation. */
export const mediaInstanceOf = (
  who: { kind: 'person'; sessionId: string } | { kind: 'device'; id: string },
): string => (who.kind === 'person' ? who.sessionId : who.id)

/** What each part may send into the room. Observers only watch (巡课). */
export const PUBLISH: Record<Participant['part'], readonly MediaSource[]> = {
  lecturer: ['camera', 'microphone', 'screen', 'screen_audio'],
  room: ['camera', 'microphone'],
  assistant: ['microphone'],
  observer: [],
  member: ['camera', 'microphone', 'screen', 'screen_audio'],
}
