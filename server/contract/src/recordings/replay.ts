import { z } from 'zod'
import { Grade, Subject } from '../codes.ts'
import { NoteTag } from '../http/observing.ts'
import { LessonEvent, type LessonEventBody } from '../lesson/events.ts'
import { SURFACE_UNITS, type InkColour, type Stroke } from '../lesson/board.ts'
import { applyQuiz, QUIZ_EVENTS, type Quiz } from '../lesson/quiz.ts'
import { applyLessonEvent, emptyLesson } from '../lesson/reducer.ts'
import { LessonPlan, type LessonState } from '../lesson/state.ts'
import { Id, Millis } from '../primitives.ts'
import { RecordedSource, RecordingScope } from '../recording.ts'

/** A place on the replay's own clock: milliseconds since its start, with every pause of the recording cut out. */
export const ReplayTime = z.int().nonnegative()

/** A part of a stream as it lies on the replay's clock. A piece that a pause cuts in two is there twice. */
export const ReplayPiece = z.object({
  number: z.int().positive(),
  at: ReplayTime,
  /** So much of its beginning is cut out. */
  skipMs: z.int().nonnegative(),
  playMs: z.int().positive(),
  bytes: z.int().positive(),
  /** The stream's own time at the piece's beginning: what is at `skipMs` after it belongs to `at`. */
  mediaMs: z.int().nonnegative(),
})
export type ReplayPiece = z.infer<typeof ReplayPiece>

/** One camera with its microphone, or one shared screen, from one connection. */
export const ReplayStream = z.object({
  id: Id,
  /** Null: the lecturer's; otherwise the class, or (sound alone) its assistant. */
  legId: Id.nullable(),
  hasVideo: z.boolean(),
  /** An assistant is heard whenever the microphone was open, a class on stage only. */
  isAssistant: z.boolean(),
  source: RecordedSource,
  /** As `MediaSource.addSourceBuffer` takes it. */
  mimeType: z.string(),
  pieces: z.array(ReplayPiece),
})
export type ReplayStream = z.infer<typeof ReplayStream>

/** A stretch of the lesson. */
export const ReplaySpan = z.object({ from: ReplayTime, to: ReplayTime })
export const ReplayStage = ReplaySpan.extend({ legId: Id, className: z.string(), orgName: z.string() })
export type ReplayStage = z.infer<typeof ReplayStage>

/** What everybody looks at: a surface of the board (`slide:…`, `board:…`), or a page of the textbook on the desks. */
export const ShownKey = z.string().regex(/^(slide|board|textbook):/)

/** One page of what was shown. `image` and `thumbnail` are addresses on this server. */
export const ReplayPage = z.object({
  key: ShownKey,
  kind: z.enum(['slide', 'board', 'textbook']),
  number: z.int().positive(),
  /** Title of the deck; empty for others. */
  deck: z.string(),
  image: z.string().nullable(),
  thumbnail: z.string().nullable(),
  /** What is written on it, for the search. */
  text: z.string(),
})
export type ReplayPage = z.infer<typeof ReplayPage>

/** A turn of the page: where somebody who looks for a place in the lesson goes. */
export const ReplayChapter = z.object({ at: ReplayTime, key: ShownKey.nullable(), title: z.string() })
export type ReplayChapter = z.infer<typeof ReplayChapter>

export const ReplayMark = z.object({
  at: ReplayTime,
  kind: z.enum(['hand', 'stage', 'quiz', 'question']),
  /** Whose it is; null: the lecturer's. */
  className: z.string().nullable(),
  seat: z.int().nullable(),
})
export type ReplayMark = z.infer<typeof ReplayMark>

/** What whoever looks wrote for themself, live or here: on the replay's clock the moment it was begun. */
export const ReplayNote = z.object({
  id: Id,
  at: ReplayTime,
  text: z.string(),
  tags: z.array(NoteTag),
  /** Counts the author's changes, from 1. */
  edit: z.int().positive(),
})
export type ReplayNote = z.infer<typeof ReplayNote>

/** The log of the lesson on the replay's clock; what happened before its start is at 0. */
export const ReplayEvent = z.object({ at: ReplayTime, event: LessonEvent })
export type ReplayEvent = z.infer<typeof ReplayEvent>

/** Of the work that makes one film of it; `NONE` before that is asked for. */
export const FilmState = z.enum(['NONE', 'QUEUED', 'RUNNING', 'READY', 'FAILED'])
export type FilmState = z.infer<typeof FilmState>

export const Replay = z.object({
  recordingId: Id,
  lessonId: Id,
  /** Counts as one look at the recording in its log; requests for pieces name it. */
  viewId: Id,
  /** The recording still goes on, or its last pieces are on their way: ask again. */
  isGrowing: z.boolean(),
  title: z.string(),
  subject: Subject,
  grade: Grade,
  lecturerName: z.string(),
  lectureOrgName: z.string(),
  startedAt: Millis,
  durationMs: ReplayTime,
  streams: z.array(ReplayStream),
  stages: z.array(ReplayStage),
  shares: z.array(ReplaySpan),
  /** Where the recording was paused. */
  cuts: z.array(ReplayTime),
  pages: z.array(ReplayPage),
  chapters: z.array(ReplayChapter),
  marks: z.array(ReplayMark),
  /** The viewer's own; nobody else gets them. */
  notes: z.array(ReplayNote),
  plan: LessonPlan,
  events: z.array(ReplayEvent),
  scope: RecordingScope,
  hold: z.boolean(),
  /** When it is deleted; null: kept. */
  deleteAfter: Millis.nullable(),
  film: z.object({ state: FilmState, progress: z.number().min(0).max(1), bytes: z.int().nullable() }),
  /** Stands over the picture, so that a copy of the screen says whose it is. */
  viewerName: z.string(),
  can: z.object({
    clip: z.boolean(),
    share: z.boolean(),
    hold: z.boolean(),
    remove: z.boolean(),
    readLog: z.boolean(),
    allowDownload: z.boolean(),
    download: z.boolean(),
  }),
})
export type Replay = z.infer<typeof Replay>

const EVERY = 50

/**
 * What the room looked like at any place of the replay, by the very reducer that showed it live: the value after all
 * events up to that place. Going back is cheap: a state is remembered every 50 events.
 */
export class RoomThen {
  private readonly kept: LessonState[]

  constructor(
    lessonId: string,
    plan: LessonPlan,
    private readonly events: readonly ReplayEvent[],
  ) {
    this.kept = [emptyLesson(lessonId, plan)]
  }

  at(time: number): LessonState {
    const count = countUpTo(this.events, time)
    const mark = Math.min(Math.floor(count / EVERY), this.kept.length - 1)
    let state = this.kept[mark] as LessonState
    for (let index = mark * EVERY; index < count; index += 1) {
      state = applyLessonEvent(state, (this.events[index] as ReplayEvent).event)
      if ((index + 1) % EVERY === 0) this.kept[(index + 1) / EVERY] = state
    }
    return state
  }
}

/** How many of them are not after `time`; they are in order. */
export function countUpTo(items: readonly { readonly at: number }[], time: number): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((items[middle] as { at: number }).at <= time) low = middle + 1
    else high = middle
  }
  return low
}

/** Null: nothing but the lecturer. */
export const shownKey = ({ board, page }: Pick<LessonState, 'board' | 'page'>): string | null =>
  board.surface ?? (page === null ? null : `textbook:${page}`)

/** A stroke with the stretch of the replay in which it is there. */
export interface InkSpan {
  readonly surface: string
  readonly stroke: Stroke
  readonly from: number
  to: number
}

interface InkEvent {
  readonly at: number
  readonly event: { readonly revision: number; readonly body: LessonEventBody }
}

/**
 * When each stroke was there, in the order in which they lie on each other. One that came back after a clearing is there twice, in
 * its old place.
 */
export function inkOf(events: readonly InkEvent[]): InkSpan[] {
  /** The stretches of each stroke, in the order in which the strokes were drawn. */
  const all = new Map<string, InkSpan[]>()
  const there = new Map<string, InkSpan>()
  const cleared = new Map<number, Map<string, InkSpan>>()
  const put = (id: string, span: InkSpan) => {
    there.set(id, span)
    all.set(id, [...(all.get(id) ?? []), span])
  }
  const remove = (id: string, at: number) => {
    const span = there.get(id)
    if (span) span.to = at
    there.delete(id)
  }
  for (const { at, event } of events) {
    const { body } = event
    if (body.kind === 'stroke_drawn')
      put(body.stroke.id, { surface: body.surface, stroke: body.stroke, from: at, to: Infinity })
    else if (body.kind === 'strokes_erased')
      for (const id of body.strokeIds) {
        remove(id, at)
        for (const gone of cleared.values()) gone.delete(id)
      }
    else if (body.kind === 'surface_cleared') {
      const gone = new Map([...there].filter(([, { surface }]) => surface === body.surface))
      cleared.set(event.revision, gone)
      for (const id of gone.keys()) remove(id, at)
    } else if (body.kind === 'clear_undone') {
      for (const [id, span] of cleared.get(body.cleared) ?? []) put(id, { ...span, from: at, to: Infinity })
      cleared.delete(body.cleared)
    }
  }
  return [...all.values()].flat()
}

export const inkAt = (ink: readonly InkSpan[], surface: string, at: number): Stroke[] =>
  ink
    .filter((span) => span.surface === surface && span.from <= at && at < span.to)
    .map(({ stroke }) => stroke)

export const INK_COLOURS: Record<InkColour, string> = {
  black: '#1b241f',
  red: '#c23b22',
  blue: '#1d5fa8',
  green: '#1f6b4f',
  yellow: '#f2c14e',
  white: '#ffffff',
}
/** What a blank board looks like under the ink. */
export const BOARD_GROUND = '#173d30'

const MARKER_OPACITY = 0.4
const round = (value: number): number => Math.round(value * 10) / 10

/** A stroke as SVG draws it on a surface of this size, in pixels. */
export function strokeLine(
  { points, width, colour, tool }: Stroke,
  surface: { width: number; height: number },
): { points: string; width: number; colour: string; opacity: number } {
  const places: string[] = []
  for (let index = 0; index + 1 < points.length; index += 3) {
    const x = ((points[index] ?? 0) / SURFACE_UNITS) * surface.width
    const y = ((points[index + 1] ?? 0) / SURFACE_UNITS) * surface.height
    places.push(`${round(x)},${round(y)}`)
  }
  // A dot is a line from a place to itself.
  if (places.length === 1) places.push(places[0] as string)
  return {
    points: places.join(' '),
    width: Math.max(1, (width / SURFACE_UNITS) * surface.width),
    colour: INK_COLOURS[colour],
    opacity: tool === 'marker' ? MARKER_OPACITY : 1,
  }
}

/** A question as it was in the end, at the place where it was asked. */
export interface AskedQuiz {
  readonly at: number
  readonly quiz: Quiz
}

type QuizBody = z.infer<(typeof QUIZ_EVENTS)[number]>
const QUIZ_KINDS: ReadonlySet<string> = new Set(QUIZ_EVENTS.map(({ shape }) => shape.kind.value))
const isOfQuiz = (body: { kind: string }): body is QuizBody => QUIZ_KINDS.has(body.kind)

/** Every question of the lesson by the reducer that showed it live; also one whose result was put away. */
export function quizzesOf(events: readonly ReplayEvent[]): AskedQuiz[] {
  const asked: AskedQuiz[] = []
  for (const { at, event } of events) {
    const { body } = event
    if (!isOfQuiz(body) || body.kind === 'quiz_put_away') continue
    const last = asked.at(-1)
    if (body.kind === 'quiz_started') {
      const quiz = applyQuiz(null, asked.length + 1, body, event.at)
      if (quiz) asked.push({ at, quiz })
    } else if (last) {
      const quiz = applyQuiz(last.quiz, last.quiz.number, body, event.at)
      if (quiz) asked[asked.length - 1] = { at: last.at, quiz }
    }
  }
  return asked
}
