/** What was agreed for a lesson before it: whether it is recorded, and which classes said no. */
export interface RecordingAgreement {
  readonly isRecorded: boolean
  readonly refusedLegs: readonly string[]
}

export const AGREED: RecordingAgreement = { isRecorded: true, refusedLegs: [] }
