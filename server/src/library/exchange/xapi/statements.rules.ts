import type { Stretch } from '../../watch/watching.rules.ts'

/** Who watched, under the name that only this portal can lead back to a person. */
export interface Actor {
  readonly portal: string
  readonly name: string
}

export interface PlayedFile {
  readonly resourceId: string
  readonly title: string
  readonly language: string
  readonly kind: 'video' | 'audio'
  /** Null when nobody knows. */
  readonly durationMs: number | null
}

/** One opening of a file, as all statements about it share it. */
export interface Session {
  readonly id: string
  readonly actor: Actor
  readonly file: PlayedFile
}

/** A file counts as completed from this share of it, really shown. */
export const COMPLETE_SHARE = 0.95

const VIDEO = 'https://w3id.org/xapi/video'
const extension = (name: string): string => `${VIDEO}/extensions/${name}`

/** Verbs of the xAPI Video Profile 1.0.3. */
const VERBS = {
  initialized: {
    id: 'http://adlnet.gov/expapi/verbs/initialized',
    display: { 'en-US': 'initialized', 'zh-CN': '打开' },
  },
  played: { id: `${VIDEO}/verbs/played`, display: { 'en-US': 'played', 'zh-CN': '播放' } },
  completed: {
    id: 'http://adlnet.gov/expapi/verbs/completed',
    display: { 'en-US': 'completed', 'zh-CN': '看完' },
  },
} as const

const ACTIVITY_TYPES = {
  video: `${VIDEO}/activity-type/video`,
  audio: 'https://w3id.org/xapi/audio/activity-type/audio',
} as const

export interface Statement {
  readonly id: string
  readonly timestamp: string
  readonly [part: string]: unknown
}

const seconds = (ms: number): number => Math.round(ms) / 1000

function statement(
  id: string,
  at: Date,
  verb: keyof typeof VERBS,
  { id: sessionId, actor, file }: Session,
  result: Readonly<Record<string, unknown>> | null,
): Statement {
  const { resourceId, title, language, kind, durationMs } = file
  return {
    id,
    timestamp: at.toISOString(),
    actor: { objectType: 'Agent', account: { homePage: actor.portal, name: actor.name } },
    verb: VERBS[verb],
    object: {
      objectType: 'Activity',
      id: `${actor.portal}/library/${resourceId}`,
      definition: { type: ACTIVITY_TYPES[kind], name: { [language]: title } },
    },
    ...(result ? { result } : {}),
    context: {
      platform: 'Tongke',
      language,
      contextActivities: { category: [{ objectType: 'Activity', id: VIDEO }] },
      extensions: {
        [extension('session-id')]: sessionId,
        ...(durationMs === null ? {} : { [extension('length')]: seconds(durationMs) }),
        [extension('completion-threshold')]: COMPLETE_SHARE,
      },
    },
  }
}

export const initialized = (id: string, at: Date, session: Session): Statement =>
  statement(id, at, 'initialized', session, null)

/** @param fromMs where in the file it began */
export const played = (id: string, at: Date, session: Session, fromMs: number): Statement =>
  statement(id, at, 'played', session, { extensions: { [extension('time')]: seconds(fromMs) } })

/** @param shown what was really shown of it, in any sitting, in order and without overlaps */
export function completed(id: string, at: Date, session: Session, shown: readonly Stretch[]): Statement {
  const watchedMs = shown.reduce((sum, { from, to }) => sum + to - from, 0)
  const { durationMs } = session.file
  const progress = durationMs ? Math.min(1, Math.round((watchedMs / durationMs) * 1000) / 1000) : 1
  return statement(id, at, 'completed', session, {
    completion: true,
    duration: `PT${seconds(watchedMs)}S`,
    extensions: {
      [extension('time')]: seconds(shown.at(-1)?.to ?? 0),
      [extension('progress')]: progress,
      [extension('played-segments')]: shown
        .map(({ from, to }) => `${seconds(from)}[.]${seconds(to)}`)
        .join('[,]'),
    },
  })
}

/** True once: when a report carries what was shown over the mark. */
export const justCompleted = (beforeMs: number, afterMs: number, durationMs: number | null): boolean => {
  if (durationMs === null || durationMs <= 0) return false
  const mark = durationMs * COMPLETE_SHARE
  return beforeMs < mark && afterMs >= mark
}

/** Stretches as Postgres writes a multirange of whole milliseconds. */
export const stretchesOf = (multirange: string): Stretch[] =>
  [...multirange.matchAll(/\[(\d+),(\d+)\)/g)].map(([, from, to]) => ({ from: Number(from), to: Number(to) }))
