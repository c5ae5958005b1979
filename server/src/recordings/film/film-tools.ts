import { appendFile, open, readFile } from 'node:fs/promises'
import { verdictOf, type ToolLimits } from '../../platform/tools/confinement.rules.ts'
import type { Tools } from '../../platform/tools/tools.ts'
import type { WorkFolder } from '../../library/processing/work-folder.ts'
import type { FilmPiece, Shot } from './film.rules.ts'

const MEGA = 1_000_000
const LEAST_SECONDS = 600
/** Slowest that a machine may be, in seconds of work for a second of film. */
const SLOWEST = 30
const QUIET_SECONDS = 180
const LIMITS: ToolLimits = { seconds: LEAST_SECONDS, memoryBytes: 4_000 * MEGA, fileBytes: 8_000 * MEGA }

/** A run of ffmpeg that went wrong, with the end of what it said. */
export class FilmFault extends Error {
  constructor(
    message: string,
    readonly log: string,
  ) {
    super(message)
    this.name = 'FilmFault'
  }
}

/** What the steps of a film work with: a folder, ffmpeg, and the pieces of the recording. */
export class FilmTools {
  constructor(
    readonly folder: WorkFolder,
    readonly signal: AbortSignal,
    private readonly tools: Tools,
  ) {}

  /**
   * @param seconds of film; how far it is comes by `onProgress`, 0 to 1
   * @throws FilmFault, or the reason of the abort
   */
  async ffmpeg(
    args: readonly string[],
    makes: string,
    seconds: number,
    onProgress: (fraction: number) => void = () => undefined,
  ): Promise<void> {
    const end = await this.tools.run({
      program: 'ffmpeg',
      args: [
        '-hide_banner',
        '-nostdin',
        '-nostats',
        '-v',
        'error',
        '-progress',
        'pipe:1',
        '-y',
        ...args,
        makes,
      ],
      cwd: this.folder.path,
      limits: {
        ...LIMITS,
        seconds: Math.max(LEAST_SECONDS, seconds * SLOWEST),
        quietSeconds: QUIET_SECONDS,
      },
      signal: this.signal,
      onOutput: (chunk) => {
        const done = [...chunk.toString('latin1').matchAll(/out_time_us=(\d+)/g)].at(-1)?.[1]
        if (done !== undefined && seconds > 0) onProgress(Math.min(1, Number(done) / 1e6 / seconds))
      },
    })
    const verdict = verdictOf(end)
    if (verdict === 'aborted') throw this.signal.reason as Error
    if (verdict !== 'good' || !(await this.folder.has(makes)))
      throw new FilmFault(`ffmpeg ended with ${verdict}`, end.log.replaceAll(this.folder.path, '.'))
  }

  /**
   * The pieces as one file: a WebM's header once, then the clusters of all. Times within a stream go on from piece to
   * piece, so what is missing between two of them stays a gap.
   */
  async joined({ stream, pieces }: Pick<Shot, 'stream' | 'pieces'>, name: string): Promise<string> {
    const path = this.folder.file(name)
    await (await open(path, 'w')).close()
    for (const [index, piece] of pieces.entries()) {
      this.signal.throwIfAborted()
      const content = await readFile(await this.fetched(stream.id, piece))
      await appendFile(path, index === 0 ? content : content.subarray(piece.headerBytes))
    }
    return name
  }

  private fetched(streamId: string, { number, blobSha }: FilmPiece): Promise<string> {
    return this.folder.fetch(`${streamId}-${number}.webm`, blobSha, this.signal)
  }
}
