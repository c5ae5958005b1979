import type { RecordingStatus } from '@tongke/contract'

/** Domain §4.2: where a recording may go from where it is. The database refuses everything else. */
export const RECORDING_STEPS: Record<RecordingStatus, readonly RecordingStatus[]> = {
  REQUESTED: ['RECORDING', 'FAILED'],
  RECORDING: ['UPLOADING', 'FAILED'],
  UPLOADING: ['TRANSCODING', 'FAILED'],
  // Late pieces of a node that was away join a recording again.
  TRANSCODING: ['READY', 'UPLOADING', 'FAILED'],
  READY: ['SCHOOL_SHARED', 'CITY_SHARED', 'RETIRED', 'TRANSCODING'],
  SCHOOL_SHARED: ['READY', 'CITY_SHARED', 'RETIRED', 'TRANSCODING'],
  CITY_SHARED: ['READY', 'SCHOOL_SHARED', 'RETIRED', 'TRANSCODING'],
  RETIRED: ['READY', 'DELETED'],
  DELETED: [],
  // Its pieces may still come when the node's disk is back.
  FAILED: ['LOCAL_COPY_EXPECTED', 'UPLOADING', 'TRANSCODING', 'RETIRED', 'DELETED'],
  LOCAL_COPY_EXPECTED: ['UPLOADING', 'TRANSCODING', 'RETIRED', 'DELETED'],
}

export const mayBecome = (from: RecordingStatus, to: RecordingStatus): boolean =>
  RECORDING_STEPS[from].includes(to)
