import {
  getCalendar,
  TimetableView,
  type EndpointResponse,
  type listTimetableTargets,
} from '@tongke/contract'
import { useSearchParams } from 'react-router'
import { useMe } from '../../../lib/me.ts'
import { useEndpoint } from '../../../lib/query.ts'

export type Targets = EndpointResponse<typeof listTimetableTargets>

/** The term that runs, or the next one to come. */
export function useTerm() {
  const calendar = useEndpoint(getCalendar, { query: {} })
  const terms = calendar.data?.terms ?? []
  const term =
    terms.find(({ progress }) => progress === 'IN_PROGRESS') ??
    terms.find(({ progress }) => progress === 'NOT_STARTED') ??
    null
  return { calendar, term }
}

/** Whose timetable is looked at, kept in the address. */
export function useChoice() {
  const [search, setSearch] = useSearchParams()
  const view = TimetableView.options.find((one) => one === search.get('view')) ?? 'class'
  const set = (change: Record<string, string | undefined>) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before)
        for (const [key, value] of Object.entries(change))
          if (value === undefined) next.delete(key)
          else next.set(key, value)
        return next
      },
      { replace: true },
    )
  return {
    view,
    orgId: search.get('school') ?? undefined,
    of: search.get('of') ?? undefined,
    week: search.get('week'),
    set,
  }
}

export type Choice = ReturnType<typeof useChoice>

export interface Target {
  readonly id: string | null
  readonly room?: string
}

/** Who or what the view shows unless somebody chose: the first class, oneself, the first room. */
export function useTarget(targets: Targets, { view, of }: Choice): Target {
  const me = useMe().data
  const myId = me?.kind === 'person' ? me.id : null
  const { classes, teachers, rooms, orgId } = targets
  if (view === 'school') return { id: orgId }
  if (view === 'room') return { id: orgId, room: rooms.find((room) => room === of) ?? rooms[0] ?? '' }
  if (view === 'teacher')
    return {
      id:
        teachers.find(({ id }) => id === of)?.id ??
        teachers.find(({ id }) => id === myId)?.id ??
        teachers.find(({ slots }) => slots > 0)?.id ??
        myId,
    }
  return { id: classes.find(({ id }) => id === of)?.id ?? classes[0]?.id ?? null }
}
