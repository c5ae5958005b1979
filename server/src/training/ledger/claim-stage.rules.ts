import type { ClaimState, ClaimTrigger } from '@tongke/contract'

/** How far a source has brought a claim; from CLAIMED on it is in the hands of the school. */
export const STAGES = ['REGISTERED', 'ATTENDED', 'ASSESSED', 'CLAIMED'] as const
export type ClaimStage = (typeof STAGES)[number]

export const TRIGGER_OF_STAGE: Record<ClaimStage, ClaimTrigger> = {
  REGISTERED: 'register',
  ATTENDED: 'attend',
  ASSESSED: 'assess',
  CLAIMED: 'claim',
}

/** Whether a source that reports `stage` again or late moves a claim that stands at `state`: never back. */
export const advances = (state: ClaimState, stage: ClaimStage): boolean => {
  const at = STAGES.indexOf(state as ClaimStage)
  return at !== -1 && at < STAGES.indexOf(stage)
}
