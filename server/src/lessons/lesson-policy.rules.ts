/**
 * Numbers a lesson runs by. They are data: dated rows of `policy_rule` under `lesson.<key>` override these defaults,
 * which are the seed of the table (domain §4.4, §5.1 N1; design values the bureau may change).
 */
export const LESSON_POLICY_DEFAULTS = {
  /** Earliest opening of the room, minutes before the planned start. */
  openBeforeMinutes: 15,
  /** A lesson that is not live so long after its planned start was not held. */
  notHeldAfterMinutes: 15,
  /** The lecturer may be away so long before the lesson counts as interrupted. */
  interruptedAfterSeconds: 30,
  /** The room closes so long after the planned end. */
  hardStopAfterMinutes: 10,
  /** The same of a meeting, whose people come from their own desks and whose talk no bell ends. */
  meetingOpenBeforeMinutes: 30,
  meetingNotHeldAfterMinutes: 60,
  meetingHardStopAfterMinutes: 60,
  /** So many cameras of a meeting are shown at once; sound goes first on every line. */
  meetingCameras: 9,
  settleAfterHours: 24,
  /** With all headcounts in and nobody connected any more, a lesson is settled after so long without news. */
  settleQuietMinutes: 30,
  /** From then after class a roll changes only with a reason. */
  rollLockHours: 24,
  /** What was written without a line is taken for so long after class. */
  lateUploadHours: 72,
  /** An evaluation may be written and changed for so long after class. */
  evaluationDays: 7,
  /** A line check is good for so long. */
  checkValidMinutes: 30,
  /** Moving or cancelling is late after this hour of this weekday (5: Friday) of the week before the lesson's (§4.1). */
  lateAfterWeekday: 5,
  lateAfterHour: 16,
  /** Share of the planned minutes from which a leg is FULL, and from which it is PARTIAL. */
  fullPercent: 80,
  partialPercent: 30,
  /** How long a ticket for the media room may wait to be used. */
  ticketSeconds: 60,
  /** Answers of a class are shown from so many pupils on: fewer would tell who it was. */
  quizMinimum: 5,
  /** Line check: what a listening class needs for the whole picture … */
  downGreenKbps: 2000,
  upGreenKbps: 600,
  rttGreenMs: 150,
  lossGreenPercent: 3,
  /** … and for page images with sound, below which the class should use its local pack. */
  downAmberKbps: 250,
  upAmberKbps: 100,
  rttAmberMs: 600,
  lossAmberPercent: 10,
  /** Oldest Chromium that is promised to work, and the oldest one that may try. */
  chromiumGreen: 109,
  chromiumAmber: 94,
  clockSkewAmberMs: 60_000,
  /** Microphone level below which nobody would hear the class, dBFS. */
  microphoneQuietDb: -50,
} as const

export type LessonPolicyKey = keyof typeof LESSON_POLICY_DEFAULTS
export type LessonPolicy = { readonly [K in LessonPolicyKey]: number }

export const POLICY_UNITS: Record<LessonPolicyKey, string> = {
  openBeforeMinutes: 'min',
  notHeldAfterMinutes: 'min',
  interruptedAfterSeconds: 's',
  hardStopAfterMinutes: 'min',
  meetingOpenBeforeMinutes: 'min',
  meetingNotHeldAfterMinutes: 'min',
  meetingHardStopAfterMinutes: 'min',
  meetingCameras: 'count',
  settleAfterHours: 'h',
  settleQuietMinutes: 'min',
  rollLockHours: 'h',
  lateUploadHours: 'h',
  evaluationDays: 'd',
  checkValidMinutes: 'min',
  lateAfterWeekday: 'weekday',
  lateAfterHour: 'h',
  fullPercent: '%',
  partialPercent: '%',
  ticketSeconds: 's',
  quizMinimum: 'pupils',
  downGreenKbps: 'kbit/s',
  upGreenKbps: 'kbit/s',
  rttGreenMs: 'ms',
  lossGreenPercent: '%',
  downAmberKbps: 'kbit/s',
  upAmberKbps: 'kbit/s',
  rttAmberMs: 'ms',
  lossAmberPercent: '%',
  chromiumGreen: 'version',
  chromiumAmber: 'version',
  clockSkewAmberMs: 'ms',
  microphoneQuietDb: 'dBFS',
}
