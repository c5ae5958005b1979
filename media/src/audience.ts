import type { Directive, MediaSource } from '@tongke/contract'
import { kindOf, legOf } from './identity.ts'

/** The side of a connection that these rules look at. */
export interface Party {
  readonly identity: string
  readonly subscribe: 'others' | 'echo'
}

const inOneRoom = (one: string, other: string): boolean => {
  const leg = legOf(one)
  return leg !== null && leg === legOf(other)
}

/**
 * Who gets a track. An echo seat hears only itself. A class and its assistant sit in one room: the microphone of one
 * from the loudspeaker of the other would howl.
 */
export function mayReceive(viewer: Party, owner: Party, source: MediaSource): boolean {
  if (viewer.subscribe === 'echo' || owner.subscribe === 'echo')
    return viewer.subscribe === 'echo' && viewer.identity === owner.identity
  if (viewer.identity === owner.identity) return false
  return !(source === 'microphone' && inOneRoom(viewer.identity, owner.identity))
}

/** While groups confer apart, only those of one group get each other's tracks. */
export const inOneGroup = (one: string, other: string, groups: Directive['groups']): boolean =>
  groups === null ||
  groups.some((group) => group.some((id) => id === one) && group.some((id) => id === other))

/** Observers come in hundreds and show on the class plane; everyone else is announced to the room. */
export const isAnnounced = (identity: string): boolean =>
  ['lecturer', 'leg', 'assistant', 'member'].includes(kindOf(identity))

/** Whose link quality a peer is told. */
export function seesQualityOf(viewer: string, subject: string): boolean {
  const kind = kindOf(viewer)
  if (kind === 'member') return viewer === subject
  return kind === 'lecturer' || kind === 'observer' || inOneRoom(viewer, subject)
}

/** Microphones pass only by order of the class plane; an echo seat may always hear itself. */
export const isSilenced = (owner: Party, source: MediaSource, audible: readonly string[]): boolean =>
  source === 'microphone' && owner.subscribe !== 'echo' && !audible.includes(owner.identity)

/** mediasoup consumer priority, 1 to 255: who gets the bandwidth first when it is short. Audio is never refused any. */
export function priorityOf(source: MediaSource, identity: string, stage: string | null): number {
  if (source === 'screen') return 200
  if (source !== 'camera') return 255
  if (identity === 'lecturer') return 150
  return identity === stage ? 120 : 10
}
