import { z } from 'zod'
import { Id } from '../../primitives.ts'
import { endpoint } from '../endpoint.ts'
import { Processing } from './resources.ts'

const tag = 'files'
const byId = z.object({ id: Id })

/** The work on a file with what only its author needs. */
export const ProcessingReport = Processing.extend({
  attempts: z.int(),
  /** Files that are taken before this one; 0 when it does not wait. */
  ahead: z.int(),
  /** Last words of the program that failed. */
  log: z.string(),
})
export type ProcessingReport = z.infer<typeof ProcessingReport>

export const getProcessing = endpoint({
  method: 'GET',
  path: '/api/files/:id/processing',
  tag,
  summary: 'How far the work on my file is, what was found, and the log of a failure',
  access: 'person',
  params: byId,
  response: ProcessingReport,
  errors: ['not_found'],
})
export const cancelProcessing = endpoint({
  method: 'POST',
  path: '/api/files/:id/processing/cancel',
  tag,
  summary: 'Stop the work on my file; what is finished stays',
  access: 'person',
  params: byId,
  response: ProcessingReport,
  errors: ['not_found', 'processing.state', 'processing.shared'],
})
export const retryProcessing = endpoint({
  method: 'POST',
  path: '/api/files/:id/processing/retry',
  tag,
  summary: 'Take up again what failed or was cancelled, from where it stopped',
  access: 'person',
  params: byId,
  response: ProcessingReport,
  errors: ['not_found', 'processing.state'],
})
