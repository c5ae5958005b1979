import type { ProcessingStep } from '@tongke/contract'
import { verdictOf, type ToolLimits } from '../../../platform/tools/confinement.rules.ts'
import type { Tools } from '../../../platform/tools/tools.ts'
import type { Facts } from '../facts.ts'
import { FileFault, StepFailed } from '../faults.ts'
import type { Step } from '../pipeline.rules.ts'
import type { Lease } from '../processing-queue.ts'
import { finding } from '../technical-findings.rules.ts'
import type { WorkFolder } from '../work-folder.ts'

const MB = 1_000_000
const MINUTE = 60

/** Enough for any honest file; a program may ask for less or more. */
const USUAL_LIMITS: ToolLimits = { seconds: 3 * MINUTE, memoryBytes: 2_000 * MB, fileBytes: 500 * MB }

/** A file in the work folder that becomes a rendition, or (with `blobSha`) a blob that is there already. */
export interface MadeFile {
  readonly name: string
  readonly mimeType: string
  readonly blobSha?: string
}

export interface Made {
  readonly facts?: Partial<Facts>
  readonly files?: readonly MadeFile[]
  /** What is written in it, for the search. */
  readonly text?: string
}

export type StepWork = (context: StepContext) => Promise<Made>

interface Program {
  readonly program: string
  readonly args: readonly string[]
  readonly limits?: Partial<ToolLimits>
  readonly onOutput?: (chunk: Buffer) => void
  readonly onLogLine?: (line: string) => void
}

interface Parts {
  readonly lease: Lease
  readonly attempts: number
  readonly step: Step
  readonly facts: Facts
  readonly folder: WorkFolder
  readonly signal: AbortSignal
  readonly tools: Tools
  /** Blob of a finished rendition of this source. */
  readonly renditionBlob: (name: string) => Promise<string>
  readonly onProgress: (fraction: number) => void
}

/** What one step works with. Programs run in the work folder, so files are named without a path. */
export class StepContext {
  readonly facts: Facts
  readonly step: Step
  readonly folder: WorkFolder
  readonly mimeType: string
  readonly sourceSha: string

  constructor(private readonly parts: Parts) {
    this.facts = parts.facts
    this.step = parts.step
    this.folder = parts.folder
    this.mimeType = parts.lease.mimeType
    this.sourceSha = parts.lease.blobSha
  }

  /** Of this step, 0 to 1. */
  progress(fraction: number): void {
    this.parts.onProgress(fraction)
  }

  /** The file that was uploaded. @returns its name in the work folder */
  async source(name = 'source'): Promise<string> {
    await this.folder.fetch(name, this.sourceSha, this.parts.signal)
    return name
  }

  /** A rendition that an earlier step made, maybe in another process. @returns its name in the work folder */
  async rendition(name: string): Promise<string> {
    await this.folder.fetch(name, await this.parts.renditionBlob(name), this.parts.signal)
    return name
  }

  /**
   * @param makes a file without which it was no success, whatever the program says at its end
   * @throws FileFault, StepFailed, or the reason of the abort
   */
  async run(program: Program, makes?: string): Promise<void> {
    const { code, log } = await this.attempt(program)
    if (code === 0 && (makes === undefined || (await this.folder.has(makes)))) return
    throw new FileFault(finding('file.unreadable', 'error'), log)
  }

  /** Like `run` for programs whose refusals are read by the step. @returns its exit code and the end of its log */
  async attempt(program: Program): Promise<{ code: number; log: string }> {
    const { folder, signal, tools } = this.parts
    const limits = { ...USUAL_LIMITS, ...program.limits }
    const end = await tools.run({ ...program, limits, cwd: folder.path, signal })
    const verdict = verdictOf(end)
    const log = end.log.replaceAll(folder.path, '.')
    const { step } = this.step
    if (verdict === 'good' || verdict === 'bad_input') return { code: end.code ?? 1, log }
    if (verdict === 'aborted') throw signal.reason as Error
    if (verdict === 'memory') throw new FileFault(limitOf('processing.memory_limit', step), log)
    if (verdict === 'size') throw new FileFault(limitOf('processing.size_limit', step), log)
    if (verdict === 'time') throw new StepFailed(limitOf('processing.time_limit', step), log)
    const { attempts } = this.parts
    throw new StepFailed(finding('processing.failed', 'error', { step, attempts }), log)
  }
}

const limitOf = (
  code: 'processing.memory_limit' | 'processing.size_limit' | 'processing.time_limit',
  step: ProcessingStep,
) => finding(code, 'error', { step })
