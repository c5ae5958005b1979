import type { HeldBack } from './follow.rules.ts'

const KEY = 'tongke.held-back'
const HELD_MS = 2 * 60_000

/** Somebody in the room left this lesson: the screen waits a while before it goes in again by itself. */
export const holdBack = (lessonId: string): void =>
  sessionStorage.setItem(KEY, JSON.stringify({ lessonId, until: Date.now() + HELD_MS }))

export const letGo = (): void => sessionStorage.removeItem(KEY)

/** @param now the server's clock; the moment was kept by this PC's own */
export function heldBackNow(now: number): HeldBack | null {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as HeldBack | null
  return kept && { lessonId: kept.lessonId, until: kept.until + (now - Date.now()) }
}
