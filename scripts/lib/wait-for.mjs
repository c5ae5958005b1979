import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Asks `condition` until it answers something truthy.
 * @param {() => unknown} condition may be async; an exception counts as "not yet"
 * @throws Error(`what`) after `timeoutMs`
 */
export async function waitFor(what, condition, { timeoutMs = 30_000, everyMs = 50 } = {}) {
  const end = Date.now() + timeoutMs
  let last
  while (Date.now() < end) {
    try {
      const answer = await condition()
      if (answer) return answer
    } catch (error) {
      last = error
    }
    await sleep(everyMs)
  }
  throw new Error(`waited ${timeoutMs} ms for ${what}${last ? `: ${last.message}` : ''}`)
}

/** Whether a URL answers with a success within a second. */
export async function answers(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(1_000) })
  await response.arrayBuffer()
  return response.ok
}

/**
 * Whether a server's `/api/health` answers, and `dependencies` of it are there: a media node that runs is of use only
 * once the server has heard of it.
 */
export async function healthy(url, dependencies) {
  const response = await fetch(url, { signal: AbortSignal.timeout(1_000) })
  const health = await response.json()
  return response.ok && dependencies.every((name) => health.dependencies[name]?.status === 'ok')
}
