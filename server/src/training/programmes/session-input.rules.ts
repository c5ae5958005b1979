import type { ErrorDetail, ProgrammeSessionInput } from '@tongke/contract'

const DAY = 86_400_000
/** A video or shadowing runs over weeks, the others within a day. */
const LONG: readonly ProgrammeSessionInput['kind'][] = ['video', 'shadowing']

const fault = (field: string, code: string, message: string): ErrorDetail => ({
  path: `body.${field}`,
  code,
  message,
})

/** What contradicts itself in a session, before anything is looked up: each kind has what it is about, and nothing else. */
export function sessionFaults(input: ProgrammeSessionInput): ErrorDetail[] {
  const { kind, startsAt, endsAt, lessonId, resourceId, hostOrgId, days } = input
  const faults: ErrorDetail[] = []
  if (endsAt <= startsAt) faults.push(fault('endsAt', 'before_start', 'Before it begins'))
  if (!LONG.includes(kind) && endsAt - startsAt > DAY) faults.push(fault('endsAt', 'too_long', 'Over a day'))
  const owner = { lessonId: 'live', resourceId: 'video', hostOrgId: 'shadowing', days: 'shadowing' } as const
  const given = { lessonId, resourceId, hostOrgId, days }
  for (const field of Object.keys(owner) as (keyof typeof owner)[])
    if ((kind === owner[field]) !== (given[field] !== null))
      faults.push(fault(field, 'kind', `Belongs to ${owner[field]}`))
  return faults
}
