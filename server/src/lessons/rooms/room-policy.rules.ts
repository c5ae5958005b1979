/**
 * Numbers rooms are looked after by. They are data: dated rows of `policy_rule` under `room.<key>` override these defaults,
 * which are the seed of the table (domain §4.1 T–30…T–15, §5.2; design values the bureau may change).
 */
export const ROOM_POLICY_DEFAULTS = {
  /** A room reports so often, and no oftener than … */
  reportSeconds: 30,
  fastestReportSeconds: 2,
  /** A room that was silent for so long is offline. */
  offlineAfterSeconds: 90,
  /** So long before a lesson its room should be on. */
  onBeforeMinutes: 30,
  /** What is wrong becomes a repair when a lesson is so near. */
  repairAheadHours: 24,
  /** What a room said, and its last line check, say something for so long. */
  reportValidHours: 24,
  checkValidHours: 24,
  /** Least room a browser should have left to keep what a lesson needs, MB. */
  freeStorageMb: 500,
  /** A microphone below this gives nothing at all: it is off or broken, dBFS. */
  microphoneDeadDb: -85,
  /** Rooms are judged so long before the bell (T–15 of R24). */
  judgeBeforeMinutes: 15,
  /** One sample of the history in so many minutes while nothing changes, kept for so many days. */
  sampleMinutes: 10,
  sampleDays: 90,
  /** What was fixed and not contradicted is closed after so long. */
  closeFixedHours: 72,
  /** Repairs a room may tell in an hour. */
  toldPerHour: 20,
} as const

export type RoomPolicyKey = keyof typeof ROOM_POLICY_DEFAULTS
export type RoomPolicy = { readonly [K in RoomPolicyKey]: number }

export const ROOM_POLICY_UNITS: Record<RoomPolicyKey, string> = {
  reportSeconds: 's',
  fastestReportSeconds: 's',
  offlineAfterSeconds: 's',
  onBeforeMinutes: 'min',
  repairAheadHours: 'h',
  reportValidHours: 'h',
  checkValidHours: 'h',
  freeStorageMb: 'MB',
  microphoneDeadDb: 'dBFS',
  judgeBeforeMinutes: 'min',
  sampleMinutes: 'min',
  sampleDays: 'd',
  closeFixedHours: 'h',
  toldPerHour: 'count',
}
