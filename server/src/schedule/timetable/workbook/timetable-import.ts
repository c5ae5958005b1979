import { Injectable } from '@nestjs/common'
import {
  Refusal,
  TimetableFinding,
  type EndpointRequest,
  type TimetableImportReport,
  type importTimetable,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import type { PersonPrincipal } from '../../../people/principal.ts'
import { Audit } from '../../../platform/audit/audit.service.ts'
import { Clock } from '../../../platform/clock.ts'
import { Database, violatedUnique } from '../../../platform/database/database.ts'
import { newId } from '../../../platform/id.ts'
import { WorkbookReader } from '../../../platform/workbook/workbook-reader.ts'
import type { TableRow } from '../../../platform/workbook/workbook.ts'
import { after } from '../slot-change.rules.ts'
import type { SlotRecord } from '../slot-records.rules.ts'
import { SlotStore } from '../slot-store.ts'
import { mayDo } from '../timetable-access.rules.ts'
import { TimetableReading } from '../timetable-reading.ts'
import { TimetableSnapshots, type TermFrame } from '../timetable-snapshots.ts'
import type { Finding } from '../validator/finding.ts'
import { brokenBy } from '../validator/validate.ts'
import { SLOT_COLUMNS, type SlotColumn } from './columns.ts'
import { planImport, type ImportPlan, type Known } from './slot-rows.rules.ts'

type Query = EndpointRequest<typeof importTimetable>['query']

const MOST_ROWS = 5_000
const MOST_PROBLEMS = 200

interface Judged {
  readonly plan: ImportPlan
  readonly findings: Finding[]
}

/** A school's slots from a workbook: all or none; the same file twice changes nothing the second time. */
@Injectable()
export class TimetableImport {
  constructor(
    private readonly database: Database,
    private readonly workbooks: WorkbookReader,
    private readonly store: SlotStore,
    private readonly snapshots: TimetableSnapshots,
    private readonly reading: TimetableReading,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** @throws Refusal import.unreadable | auth.forbidden; bad rows and findings are in the report, not thrown */
  async run(who: PersonPrincipal, query: Query, file: Buffer): Promise<TimetableImportReport> {
    const school = await this.reading.school(who, query.orgId)
    if (!mayDo(who, 'edit', school.path)) throw new Refusal('auth.forbidden')
    const frame = await this.snapshots.frame(query.termId)
    const [table] = await this.workbooks.read({
      file,
      sheets: [{ columns: SLOT_COLUMNS }],
      mostRows: MOST_ROWS,
    })
    const rows = (table ?? []) as TableRow<SlotColumn>[]
    const dryRun = query.dryRun === 'true'
    const { plan, findings } = dryRun
      ? await this.judge(frame, school.id, rows, this.database.manager)
      : await this.keep(who, frame, school.id, rows)
    const good = plan.problems.length === 0 && findings.length === 0
    return {
      rows: rows.length,
      creates: plan.creates,
      updates: plan.updates,
      removes: plan.removes.length,
      unchanged: plan.unchanged,
      problems: plan.problems.slice(0, MOST_PROBLEMS),
      problemCount: plan.problems.length,
      findings: z.array(TimetableFinding).parse(findings.slice(0, MOST_PROBLEMS)),
      imported: !dryRun && good,
    }
  }

  /** What the file would make of the timetable, and what of that cannot be. */
  private async judge(
    frame: TermFrame,
    orgId: string,
    rows: readonly TableRow<SlotColumn>[],
    tx: EntityManager,
  ): Promise<Judged> {
    const own = await this.store.select(frame.term.id, { orgIds: [orgId] }, tx)
    const plan = planImport(rows, await this.known(frame, orgId, own, tx))
    if (plan.problems.length > 0) return { plan, findings: [] }
    const teacherIds = [...new Set(plan.upserts.flatMap(({ teacherId }) => teacherId ?? []))]
    const around = await this.store.select(frame.term.id, { orgIds: [orgId], teacherIds, lectures: true }, tx)
    const ids = [...new Set([...around, ...plan.upserts].map(({ classId }) => classId))]
    const classes = await this.snapshots.classes(frame, { ids }, tx)
    const changed = after(around, { upserts: reasoned(plan), removes: plan.removes })
    const [then, now] = [
      await this.snapshots.build(frame, around, classes, tx),
      await this.snapshots.build(frame, changed, classes, tx),
    ]
    const findings = brokenBy(then, now).filter(
      ({ severity, reason }) => severity === 'hard' || (severity === 'soft' && reason === null),
    )
    return { plan, findings }
  }

  private async keep(
    who: PersonPrincipal,
    frame: TermFrame,
    orgId: string,
    rows: readonly TableRow<SlotColumn>[],
  ): Promise<Judged> {
    try {
      return await this.database.transaction(async (tx) => {
        await this.store.lock(tx, frame.term.id)
        const judged = await this.judge(frame, orgId, rows, tx)
        const { plan, findings } = judged
        if (plan.problems.length > 0 || findings.length > 0) return judged
        if (plan.upserts.length + plan.removes.length === 0) return judged
        await this.store.remove(tx, plan.removes)
        await this.store.save(tx, reasoned(plan), frame.weeks)
        const detail = { creates: plan.creates, updates: plan.updates, removes: plan.removes.length }
        await this.audit.write(
          { actor: who, action: 'timetable.imported', target: `organization:${orgId}`, detail },
          tx,
        )
        return judged
      })
    } catch (error) {
      if (violatedUnique(error) === null) throw error
      throw new Refusal('timetable.clash')
    }
  }

  private async known(
    frame: TermFrame,
    orgId: string,
    records: readonly SlotRecord[],
    tx: EntityManager,
  ): Promise<Known> {
    const teachers = await this.database.rows<Known['teachers'][number]>(
      `select distinct p.id, p.name, p.county_no as "countyNo" from person p join post t on t.person_id = p.id
        where p.state = 'ACTIVE' and t.role in ('teacher', 'head', 'coordinator')
          and (t.org_id = $1 or t.org_id = (select parent_id from organization where id = $1))
          and (t.to_day is null or t.to_day >= $2::date)`,
      [orgId, this.clock.today()],
      tx,
    )
    const classes = await this.snapshots.classes(frame, { orgIds: [orgId] }, tx)
    return { orgId, termId: frame.term.id, termWeeks: frame.weeks, classes, teachers, records, newId }
  }
}

/** A reason in the file counts for every soft rule of its slot. */
const SOFT = ['V2', 'V3', 'V4', 'V7', 'V8', 'V10', 'V11', 'V12', 'V13', 'V14', 'V15'] as const

const reasoned = ({ upserts, reasons }: ImportPlan): SlotRecord[] =>
  upserts.map((record) => {
    const reason = reasons.get(record.id)
    return reason === undefined || reason.length < 2
      ? record
      : { ...record, reasons: Object.fromEntries(SOFT.map((rule) => [rule, reason.slice(0, 200)])) }
  })
