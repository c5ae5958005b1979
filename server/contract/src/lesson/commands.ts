import { z } from 'zod'
import { Id, Label } from '../primitives.ts'
import { BOARD_COMMANDS } from './board.ts'
import { INTERACTION_COMMANDS } from './interaction.ts'
import { MEETING_COMMANDS } from './meeting.ts'
import { RECORDING_COMMANDS } from './recording.ts'
import { Headcount } from './terms.ts'

const leg = { legId: Id }

/** What people in the room may ask for. Who may send which is the server's rule, not the client's claim. */
export const LessonCommand = z.discriminatedUnion('type', [
  // lecturer
  z.object({ type: z.literal('prepare') }),
  z.object({ type: z.literal('open') }),
  z.object({ type: z.literal('start') }),
  z.object({ type: z.literal('end') }),
  /** `seat`: whom the class is asked to send, where it is no hand that says so. */
  z.object({
    type: z.literal('call_on_stage'),
    ...leg,
    handId: Id.nullable(),
    seat: z.int().min(1).max(100).nullable().optional(),
  }),
  z.object({ type: z.literal('leave_stage') }),
  z.object({ type: z.literal('mute_leg'), ...leg }),
  z.object({ type: z.literal('unmute_leg'), ...leg }),
  z.object({ type: z.literal('mute_all') }),
  z.object({ type: z.literal('mute_lecturer') }),
  z.object({ type: z.literal('unmute_lecturer') }),
  z.object({ type: z.literal('start_share') }),
  z.object({ type: z.literal('stop_share') }),
  z.object({ type: z.literal('turn_page'), page: z.int().min(1).max(999) }),
  // assistant (hands also by the lecturer: lower)
  z.object({ type: z.literal('raise_hand'), ...leg, seat: z.int().min(1).max(100).nullable() }),
  z.object({ type: z.literal('lower_hand'), handId: Id }),
  z.object({ type: z.literal('take_headcount'), ...leg, headcount: Headcount }),
  z.object({ type: z.literal('sound_lost'), ...leg }),
  z.object({ type: z.literal('sound_back'), ...leg }),
  z.object({ type: z.literal('spoke'), ...leg }),
  z.object({ type: z.literal('choose_fallback'), ...leg }),
  // slides and boards
  ...BOARD_COMMANDS,
  ...RECORDING_COMMANDS,
  // lecturer and assistants
  z.object({ type: z.literal('send_message'), legId: Id.nullable(), text: Label(300) }),
  ...INTERACTION_COMMANDS,
  // meetings
  ...MEETING_COMMANDS,
])
export type LessonCommand = z.infer<typeof LessonCommand>
export type LessonCommandType = LessonCommand['type']
