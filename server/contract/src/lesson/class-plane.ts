import { z } from 'zod'
import { ackOf, type Ack } from '../errors.ts'
import { Id, Millis } from '../primitives.ts'
import { ReadStrokes, SendSketch, SketchNotice, StrokesRead } from './board.ts'
import { LessonCommand } from './commands.ts'
import { LessonEvent } from './events.ts'
import { Participant } from './participant.ts'
import { LessonState } from './state.ts'

/** Socket.io path of the class plane on the server; the session or device cookie signs the socket in. */
export const CLASS_PLANE_PATH = '/class'

/** `since`: the last revision this client has; the answer then holds what it missed, or a snapshot when that is shorter. */
export const JoinLesson = z.object({ lessonId: Id, since: z.int().nonnegative().optional() })
export const JoinedLesson = z.object({
  me: Participant,
  now: Millis,
  snapshot: LessonState.optional(),
  events: z.array(LessonEvent).optional(),
})
export type JoinedLesson = z.infer<typeof JoinedLesson>

/** `commandId` is made by the client and repeated on a retry: the same id takes effect once and gets the same ack. */
export const CommandMessage = z.object({ lessonId: Id, commandId: Id, command: LessonCommand })
export const CommandDone = z.object({ revision: z.int(), now: Millis })
export type CommandDone = z.infer<typeof CommandDone>

export const LessonChange = z.object({ lessonId: Id, now: Millis, events: z.array(LessonEvent).min(1) })
export type LessonChange = z.infer<typeof LessonChange>

/** Why the server ends a socket. After `device_moved` (to another class) and `shutting_down` the client may come back. */
export const Goodbye = z.object({
  reason: z.enum(['signed_out', 'device_revoked', 'device_moved', 'shutting_down']),
})

export const Beat = z.object({ sentAt: z.number() })
export const BeatAnswer = z.object({ now: Millis })

/** Schemas of client → server messages with their acks. */
export const CLASS_REQUESTS = {
  join: { request: JoinLesson, ack: ackOf(JoinedLesson) },
  leave: { request: z.object({ lessonId: Id }), ack: ackOf(z.object({})) },
  command: { request: CommandMessage, ack: ackOf(CommandDone) },
  /** Strokes of a page or board, oldest first; they are not in the state. */
  read_strokes: { request: ReadStrokes, ack: ackOf(StrokesRead) },
  /** A pen or pointer on its way to everybody else. Clients need no answer; what comes too fast is dropped. */
  sketch: { request: SendSketch, ack: ackOf(z.object({})) },
  /** Answers at once; the client measures round trip and clock offset by it and notices a dead line. */
  beat: { request: Beat, ack: ackOf(BeatAnswer) },
} as const
export type ClassRequests = typeof CLASS_REQUESTS
export type ClassRequestName = keyof ClassRequests

/** Schemas of server → client messages. */
export const CLASS_NOTICES = { change: LessonChange, sketch: SketchNotice, goodbye: Goodbye } as const

type In<S extends z.ZodType> = z.input<S>
export interface ClassClientToServer {
  join(request: In<typeof JoinLesson>, ack: (answer: Ack<JoinedLesson>) => void): void
  leave(request: { lessonId: string }, ack: (answer: Ack<Record<string, never>>) => void): void
  command(request: In<typeof CommandMessage>, ack: (answer: Ack<CommandDone>) => void): void
  read_strokes(request: In<typeof ReadStrokes>, ack: (answer: Ack<StrokesRead>) => void): void
  sketch(request: In<typeof SendSketch>, ack: (answer: Ack<Record<string, never>>) => void): void
  beat(request: { sentAt: number }, ack: (answer: Ack<{ now: number }>) => void): void
}
export interface ClassServerToClient {
  change(change: LessonChange): void
  sketch(sketch: SketchNotice): void
  goodbye(goodbye: z.infer<typeof Goodbye>): void
}
