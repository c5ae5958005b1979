import type { Processing, ProcessingState, ProcessingStep, TechnicalFinding } from '@tongke/contract'
import type { Facts } from './facts.ts'
import { findingsOf, type Use } from './technical-findings.rules.ts'

/** What of a row of `processing` the pages are told. */
export interface ProcessingRow {
  readonly state: ProcessingState
  readonly step: ProcessingStep | null
  readonly progress: number
  readonly playable: boolean
  readonly findings: readonly TechnicalFinding[]
  readonly facts: Facts
}

/** The work on a blob as it is seen from one use of it; null: a kind of file that is kept as it is. */
export const presentProcessing = (row: ProcessingRow | null, use: Use): Processing =>
  row === null
    ? { state: 'NONE', step: null, progress: 0, playable: false, findings: [] }
    : {
        state: row.state,
        step: row.step,
        progress: row.progress,
        playable: row.playable,
        findings: [...row.findings, ...findingsOf(row.facts, use)],
      }
