import type { LegMode, LessonEventBody, LessonState } from '@tongke/contract'
import { memberEvents } from './meetings/meeting-commands.rules.ts'
import type { OfficeCommand } from './lesson-command.rules.ts'

type Sync<T extends OfficeCommand['type']> = Extract<OfficeCommand, { type: T }>

const isOpen = (state: LessonState): boolean => ['WAITING', 'LIVE', 'INTERRUPTED'].includes(state.status)

/**
 * Arrivals and departures that turn the state into what is true now. Stating the same truth twice gives nothing, so
 * duplicates, reordering and a server that was away do no harm.
 */
export function presenceEvents(state: LessonState, now: Sync<'sync_presence'>): LessonEventBody[] {
  if (!isOpen(state)) return []
  // Somebody whom a new plan took off may still hold a lease.
  const planned = new Map(state.plan.legs.map((leg) => [leg.id, leg.assistantId]))
  const assistants = now.assistants.filter((one) => planned.get(one.legId) === one.personId)
  const here = new Map(assistants.map((one) => [one.legId, one]))
  const watching = new Map(now.observers.map((one) => [one.id, one]))
  const events: LessonEventBody[] = []
  for (const [legId, leg] of Object.entries(state.legs)) {
    const assistant = here.get(legId)
    if (assistant && !leg.assistantPresent) events.push({ kind: 'assistant_arrived', ...assistant })
    if (!assistant && leg.assistantPresent) events.push({ kind: 'assistant_left', legId })
  }
  const known = new Set(state.observers.map((one) => one.id))
  for (const observer of watching.values()) {
    if (!known.has(observer.id)) events.push({ kind: 'observer_arrived', ...observer })
  }
  for (const { id, hidden } of state.observers)
    if (!watching.has(id)) events.push({ kind: 'observer_left', id, ...(hidden ? { hidden } : {}) })
  return events
}

const isConnected = (state: LessonState, legId: string): boolean =>
  state.legs[legId]?.status === 'ONLINE' || state.legs[legId]?.status === 'DEGRADED'

function legEvents(state: LessonState, legId: string, mode: LegMode | null): LessonEventBody[] {
  const wasOnline = isConnected(state, legId)
  if (mode === null) return wasOnline ? [{ kind: 'leg_offline', legId }] : []
  const arrived: LessonEventBody[] = wasOnline ? [] : [{ kind: 'leg_online', legId }]
  const known = wasOnline ? (state.legs[legId]?.mode ?? 'full') : 'full'
  return mode === known ? arrived : [...arrived, { kind: 'leg_mode', legId, mode }]
}

/** The same for the media room: `legs` has the mode of each connected leg, null (or nothing) for the others. */
export function mediaEvents(state: LessonState, now: Sync<'sync_media'>): LessonEventBody[] {
  if (!isOpen(state)) return []
  const events: LessonEventBody[] = []
  if (now.lecturer && !state.lecturerOnline) events.push({ kind: 'lecturer_online' })
  if (!now.lecturer && state.lecturerOnline) events.push({ kind: 'lecturer_lost' })
  for (const legId of Object.keys(state.legs))
    events.push(...legEvents(state, legId, now.legs[legId] ?? null))
  return [...events, ...memberEvents(state, now.members ?? [])]
}
