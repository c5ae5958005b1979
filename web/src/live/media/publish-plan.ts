import type { Directive, MediaIdentity, MediaSource, SoundPreset } from '@tongke/contract'
import type { CameraProfile } from './encodings.ts'

/** How one source is to be sent now. */
export interface SendPlan {
  profile: CameraProfile
  /** Sends nothing, but stays ready. */
  isQuiet: boolean
}

/** What does not change with the directive. */
export interface SendFormat {
  preset: SoundPreset
}

interface Situation {
  identity: MediaIdentity
  directive: Directive
  /** What the user has switched off. */
  muted: ReadonlySet<MediaSource>
  /** Highest layer anybody wants of a source; -1 nobody, undefined not known yet. */
  demand: ReadonlyMap<MediaSource, number>
}

const isClass = (identity: MediaIdentity) => identity.startsWith('leg:')

/** A class is small and slow until it is called on stage; the lecturer is always sent in layers. */
export const cameraProfile = (identity: MediaIdentity, stage: Directive['stage']): CameraProfile => {
  if (!isClass(identity)) return 'lecturer'
  return stage === identity ? 'stage' : 'thumbnail'
}

const isWithheld = (source: MediaSource, { identity, directive }: Situation): boolean =>
  source === 'microphone' && isClass(identity) && !directive.audible.includes(identity)

/** Pure: what this connection should send of `source`. The node enforces the directive as well; here it saves the uplink. */
export const planOf = (source: MediaSource, situation: Situation): SendPlan => ({
  profile: cameraProfile(situation.identity, situation.directive.stage),
  isQuiet:
    situation.muted.has(source) || isWithheld(source, situation) || (situation.demand.get(source) ?? 0) < 0,
})
