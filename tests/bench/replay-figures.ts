import { getReplay } from '@tongke/contract'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { waitFor } from '../../scripts/lib/wait-for.mjs'
import { LibraryScene } from '../support/library/library-scene.ts'
import { taughtLesson, webm } from '../support/library/recorded-lesson.ts'
import { metric, type Metrics } from './figures.ts'

/** As much as the lesson that is told has after the minute in which its recording begins. */
const REPLAY_MINUTES = 30
const LESSON_MINUTES = 40
/** Long enough for two parts of the film. */
const FILM_MINUTES = 6
const TITLE = 'bench'
const TURN_SECONDS = 20

const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now()
  await work()
  return (performance.now() - from) / 1000
}

/** A lesson of so many minutes that is over, all pieces in the store, a page every 20 s. @returns its id */
async function taught(scene: LibraryScene, minutes: number): Promise<string> {
  const turns = Array.from(
    { length: Math.floor((minutes * 60) / TURN_SECONDS) },
    (_, index) => 1 + index * TURN_SECONDS,
  )
  return (await taughtLesson(scene, TITLE, minutes * 60, turns)).lessonId
}

/**
 * Seconds of work for a minute of lesson, from the moment when the last piece of half an hour is in the store until all that the page
 * needs and the first piece are answered. Nothing is compared, for nothing has to be made.
 */
export async function replayReady(): Promise<Metrics> {
  const scene = await LibraryScene.open({ run: ['server'] })
  try {
    const lessonId = await taught(scene, REPLAY_MINUTES)
    const seconds = await secondsOf(() => firstPiece(scene, lessonId))
    console.log(`the replay of ${REPLAY_MINUTES} minutes is there after ${seconds.toFixed(2)} s`)
    return { replay_ready_per_minute: metric(seconds / REPLAY_MINUTES, 's/min', undefined, 4) }
  } finally {
    await scene.close()
  }
}

/**
 * The same until the film is there, by a jobs process that runs already; the baseline is one bare run of ffmpeg that only brings the
 * lecturer's stream to H.264 and AAC of the same size.
 */
export async function filmReady(): Promise<Metrics> {
  const bare = await bareSeconds()
  const scene = await LibraryScene.open()
  try {
    await taught(scene, FILM_MINUTES)
    const seconds = await secondsOf(() =>
      waitFor('the film', async () => (await states(scene)).includes('READY'), { timeoutMs: 900_000 }),
    )
    const whole = (seconds / FILM_MINUTES) * LESSON_MINUTES
    console.log(
      `a film of ${FILM_MINUTES} minutes took ${seconds.toFixed(0)} s, one of ${LESSON_MINUTES}: ${whole.toFixed(0)} s`,
    )
    return { mp4_ready_per_minute: metric(seconds / FILM_MINUTES, 's/min', bare / FILM_MINUTES) }
  } finally {
    await scene.close()
  }
}

async function firstPiece(scene: LibraryScene, lessonId: string): Promise<void> {
  const { recordingId, viewId, streams } = await scene.author.call(getReplay, { params: { id: lessonId } })
  const [stream] = streams
  const path = `/api/recordings/${recordingId}/streams/${stream?.id}/pieces/1?view=${viewId}`
  const answer = await scene.author.request('GET', path)
  if (!answer.ok) throw new Error(`The first piece was answered with ${answer.status}`)
  await answer.arrayBuffer()
}

const states = async (scene: LibraryScene): Promise<string[]> =>
  (await scene.sql<{ state: string }>(`select state from recording_job where kind = 'film'`)).map(
    ({ state }) => state,
  )

async function bareSeconds(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'tongke-bench-film-'))
  try {
    writeFileSync(
      join(folder, 'lecturer.webm'),
      webm({ seconds: FILM_MINUTES * 60, picture: 'testsrc2', hertz: 440 }),
    )
    const encode =
      '-vf scale=1280:720,fps=20 -c:v libx264 -preset superfast -crf 25 -c:a aac -b:a 96k film.mp4'.split(' ')
    return await secondsOf(async () =>
      execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', 'lecturer.webm', ...encode], { cwd: folder }),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
