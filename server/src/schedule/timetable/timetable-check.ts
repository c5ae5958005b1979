import { Injectable } from '@nestjs/common'
import { Refusal, TimetableFinding, type EndpointResponse, type checkTimetable } from '@tongke/contract'
import { z } from 'zod'
import type { PersonPrincipal } from '../../people/principal.ts'
import { SlotStore } from './slot-store.ts'
import { readsAnything, readsCounty } from './timetable-access.rules.ts'
import { TimetableReading } from './timetable-reading.ts'
import { TimetableSnapshots } from './timetable-snapshots.ts'
import type { Finding, Severity } from './validator/finding.ts'
import { validate } from './validator/validate.ts'

const MOST = 500
const ORDER: readonly Severity[] = ['hard', 'soft', 'hint']

/** The sixteen rules over whole schools and the county. */
@Injectable()
export class TimetableCheck {
  constructor(
    private readonly store: SlotStore,
    private readonly snapshots: TimetableSnapshots,
    private readonly reading: TimetableReading,
  ) {}

  /** @param orgId one school; absent: all that somebody may see */
  async run(
    who: PersonPrincipal,
    termId: string,
    orgId: string | undefined,
  ): Promise<EndpointResponse<typeof checkTimetable>> {
    if (!readsAnything(who)) throw new Refusal('auth.forbidden')
    const frame = await this.snapshots.frame(termId)
    const schools =
      orgId === undefined ? await this.reading.schools(who) : [await this.reading.school(who, orgId)]
    const orgIds = schools.map(({ id }) => id)
    // Clashes reach over schools: everything is looked at, and what concerns these is told.
    const records = await this.store.all(termId)
    const own = await this.snapshots.classes(frame, { orgIds, ids: records.map(({ classId }) => classId) })
    const snapshot = await this.snapshots.build(frame, records, own)
    const from = performance.now()
    const found = validate(snapshot)
    const took = Math.round(performance.now() - from)
    const concerned = new Set(orgIds)
    const classOrg = new Map(own.map(({ id, orgId: at }) => [id, at]))
    const concerns = ({ orgId: at, slots }: Finding) =>
      (at === null && readsCounty(who)) ||
      (at !== null && concerned.has(at)) ||
      slots.some(({ classId }) => concerned.has(classOrg.get(classId) ?? ''))
    const items = found.filter(concerns)
    const count = (counts: (one: Finding) => boolean) => items.filter(counts).length
    const byRule: Record<string, number> = {}
    for (const { rule } of items) byRule[rule] = (byRule[rule] ?? 0) + 1
    return {
      items: z
        .array(TimetableFinding)
        .parse(
          items.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity)).slice(0, MOST),
        ),
      hard: count(({ severity }) => severity === 'hard'),
      soft: count(({ severity }) => severity === 'soft'),
      reasoned: count(({ severity, reason }) => severity === 'soft' && reason !== null),
      hints: count(({ severity }) => severity === 'hint'),
      byRule,
      schools: orgIds.length,
      slots: records.filter(({ orgId: at }) => concerned.has(at)).length,
      took,
    }
  }
}
