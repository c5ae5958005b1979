import { getReplay } from '@tongke/contract'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { waitFor } from '../../scripts/lib/wait-for.mjs'
import { LibraryScene } from '../support/library/library-scene.ts'
import { taughtLesson, webm } from '../support/library/recorded-lesson.ts'
import { metric, type Metrics } from './figures.ts'

/** Long enough for several parts of the film. */
const MINUTES = 6
const TITLE = 'bench'
const TURN_SECONDS = 20

const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now()
  await work()
  return (performance.now() - from) / 1000
}

/**
 * Seconds of work for a minute of lesson, from the moment when the last piece is in the store. Replay: until its first
 * piece is answered; nothing is compared, for nothing has to be made. Film: until it is there; its baseline is one bare
 * run of ffmpeg that only brings the lecturer's stream to H.264 and AAC of the same size.
 */
export async function replayFigures(): Promise<Metrics> {
  const scene = await LibraryScene.open()
  try {
    const turns = Array.from(
      { length: Math.floor((MINUTES * 60) / TURN_SECONDS) },
      (_, index) => 1 + index * TURN_SECONDS,
    )
    const bare = await bareSeconds()
    const { lessonId } = await taughtLesson(scene, TITLE, MINUTES * 60, turns)
    const replay = await secondsOf(() => firstPiece(scene, lessonId))
    const film = await secondsOf(() =>
      waitFor('the film', async () => (await states(scene)).includes('READY'), { timeoutMs: 900_000 }),
    )
    return {
      replay_ready_per_minute: metric(replay / MINUTES, 's/min'),
      mp4_ready_per_minute: metric((replay + film) / MINUTES, 's/min', bare / MINUTES),
    }
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
      webm({ seconds: MINUTES * 60, picture: 'testsrc2', hertz: 440 }),
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
