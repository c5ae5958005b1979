import { decideHours, type EndpointRequest, type EndpointResponse } from '@tongke/contract'
import { useRef, useState } from 'react'
import { call } from '../../../lib/api.ts'

/** So many claims in one step: a second or so of work on a small machine. */
const STEP = 300

type Body = EndpointRequest<typeof decideHours>['body']
type Refused = EndpointResponse<typeof decideHours>['refused'][number]

export interface BatchState {
  readonly status: 'waiting' | 'running' | 'stopped' | 'failed' | 'finished'
  readonly done: number
  readonly tenths: number
  readonly cutTenths: number
  readonly refused: readonly Refused[]
  readonly error: unknown
}

const FRESH: BatchState = { status: 'waiting', done: 0, tenths: 0, cutTenths: 0, refused: [], error: null }

/**
 * A long decision, step by step. What a step did is done whatever becomes of the next; after a fault or a stop it goes on
 * behind the last claim of the last step, so that nothing is decided on twice and no refused claim is met again.
 */
export function useBatch(body: Omit<Body, 'limit' | 'after'>) {
  const [state, setState] = useState(FRESH)
  const next = useRef<string | null>(null)
  const isStopped = useRef(false)

  const run = async () => {
    isStopped.current = false
    setState((old) => ({ ...old, status: 'running', error: null }))
    try {
      do {
        const after = next.current === null ? {} : { after: next.current }
        const answer = await call(decideHours, { body: { ...body, limit: STEP, ...after } })
        if (answer.next !== null) next.current = answer.next
        setState((old) => ({
          ...old,
          status: answer.next === null ? 'finished' : old.status,
          done: old.done + answer.done,
          tenths: old.tenths + answer.tenths,
          cutTenths: old.cutTenths + answer.cutTenths,
          refused: [...old.refused, ...answer.refused],
        }))
        if (answer.next === null) return
      } while (!isStopped.current)
      setState((old) => ({ ...old, status: 'stopped' }))
    } catch (error) {
      setState((old) => ({ ...old, status: 'failed', error }))
    }
  }

  const stop = () => {
    isStopped.current = true
  }
  return { state, run, stop }
}
