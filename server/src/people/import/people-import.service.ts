import { Injectable } from '@nestjs/common'
import { Refusal, type ImportReport, type PersonInput } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { z } from 'zod'
import { Audit } from '../../platform/audit/audit.service.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { newId } from '../../platform/id.ts'
import { WorkbookReader } from '../../platform/workbook/workbook-reader.ts'
import { mayAnywhere, mayGrant, mayManageWholePerson } from '../access.rules.ts'
import { changesOf, type Change } from '../changes.rules.ts'
import { initialsOf } from '../initials.ts'
import { requireOpen } from '../open-organizations.ts'
import { PersonRow, PostRow } from '../person.entity.ts'
import { PersonService } from '../person.service.ts'
import { postsOf, unfinished } from '../posts.ts'
import type { PersonPrincipal } from '../principal.ts'
import { hashPassword, newFirstPassword } from '../secrets.ts'
import { COLUMNS } from './columns.ts'
import {
  checkRows,
  type ImportContext,
  type ImportRecord,
  type KnownPerson,
  type SheetRow,
} from './import.rules.ts'

type Report = z.infer<typeof ImportReport>

const MOST_ROWS = 3_000

interface NewPassword {
  readonly password: string
  readonly passwordHash: string
}

/** People from a workbook: all rows or none; the same file twice changes nothing the second time. */
@Injectable()
export class PeopleImport {
  constructor(
    private readonly database: Database,
    private readonly people: PersonService,
    private readonly workbooks: WorkbookReader,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal import.unreadable | auth.forbidden; bad rows are in the report, not thrown */
  async run(who: PersonPrincipal, file: Buffer, dryRun: boolean): Promise<Report> {
    if (!mayAnywhere(who, 'person.manage')) throw new Refusal('auth.forbidden')
    const [sheet] = await this.workbooks.read({ file, sheets: [{ columns: COLUMNS }], mostRows: MOST_ROWS })
    if (!sheet) throw new Refusal('import.unreadable')
    const rows = sheet as SheetRow[]
    const context = await this.contextOf(who, rows)
    const { records, problems } = checkRows(rows, context)
    const updates = records.filter((record) => context.byCountyNo.has(record.countyNo)).length
    const report: Report = {
      rows: rows.length,
      creates: records.length - updates,
      updates,
      problems,
      imported: false,
      passwords: [],
    }
    if (dryRun || problems.length > 0 || rows.length === 0) return report
    return { ...report, imported: true, passwords: await this.store(who, records, context) }
  }

  private async contextOf(who: PersonPrincipal, rows: readonly SheetRow[]): Promise<ImportContext> {
    const organizations = await this.database.rows<{
      id: string
      kind: never
      path: string
      name: string
      code: string | null
    }>(
      'select id, kind, path, name, code from organization where closed_on is null and (name = any($1) or code = any($1))',
      [rows.map(({ cells }) => cells.organization)],
    )
    const known = await this.knownPeople(who, rows)
    return {
      organizations: new Map(
        organizations.flatMap((row) => [[row.name, row], ...(row.code ? [[row.code, row] as const] : [])]),
      ),
      byCountyNo: new Map(known.map((person) => [person.countyNo, person])),
      byPhone: new Map(known.flatMap((person) => (person.phone ? [[person.phone, person]] : []))),
      mayGrant: (role, path) => mayGrant(who, role, path),
    }
  }

  private async knownPeople(who: PersonPrincipal, rows: readonly SheetRow[]): Promise<KnownPerson[]> {
    const found = await this.database
      .repository(PersonRow)
      .createQueryBuilder('p')
      .where(`p.countyNo = any(:numbers) or (p.phone = any(:phones) and p.state = 'ACTIVE')`, {
        numbers: rows.map(({ cells }) => cells.countyNo.toUpperCase()),
        phones: rows.map(({ cells }) => cells.phone),
      })
      .getMany()
    const posts = unfinished(
      await postsOf(
        this.database.manager,
        found.map(({ id }) => id),
        null,
      ),
      this.clock.today(),
    )
    return found.map(({ id, countyNo, phone }) => {
      const held = posts.filter((post) => post.personId === id)
      return { id, countyNo, phone, manageable: mayManageWholePerson(who, held) }
    })
  }

  private async store(who: PersonPrincipal, records: readonly ImportRecord[], context: ImportContext) {
    const created = records.filter((record) => !context.byCountyNo.has(record.countyNo))
    // Hashing is slow on purpose: done before the transaction, so that it holds no locks.
    const passwords = await firstPasswordsOf(created)
    await this.people.write(async (tx) => {
      await requireOpen(tx, records)
      for (const record of records)
        await this.storeOne(tx, who, record, context.byCountyNo.get(record.countyNo), passwords)
      await this.people.requireAdministrator(tx)
      const detail = { rows: records.length, created: created.length }
      await this.audit.write({ actor: who, action: 'people.imported', detail }, tx)
    })
    return created.map(({ countyNo, name }) => ({
      countyNo,
      name,
      password: passwords.get(countyNo)?.password ?? '',
    }))
  }

  /** Leaves alone what is as the row says already: a repeated import disturbs nobody who is editing, and logs nothing. */
  private async storeOne(
    tx: EntityManager,
    who: PersonPrincipal,
    record: ImportRecord,
    known: KnownPerson | undefined,
    passwords: ReadonlyMap<string, NewPassword>,
  ): Promise<void> {
    const id = known?.id ?? newId()
    const { orgId, role, from, to, countyNo, name, phone, subjects, title, taughtStage, backboneLevel } =
      record
    const person = { countyNo, name, phone, subjects, title, taughtStage, backboneLevel }
    const passwordHash = passwords.get(countyNo)?.passwordHash ?? ''
    const changes = known ? await this.updateOne(tx, id, person) : { name, countyNo }
    if (!known) await this.people.insert(tx, { ...person, id, passwordHash })
    const post = await this.storePost(tx, id, { orgId, role, from, to })
    if (Object.keys(changes).length === 0 && !post) return
    if (known) await tx.increment(PersonRow, { id }, 'version', 1)
    const action = known ? 'person.updated' : 'person.created'
    const detail = { imported: true, ...changes, ...post }
    await this.audit.write({ actor: who, action, target: `person:${id}`, detail }, tx)
  }

  /** The post of the row, or the one held on some of its days with its days corrected. Answers what changed. */
  private async storePost(
    tx: EntityManager,
    personId: string,
    { orgId, role, from, to }: Pick<ImportRecord, 'orgId' | 'role' | 'from' | 'to'>,
  ): Promise<Record<string, unknown> | null> {
    const present = await tx
      .createQueryBuilder(PostRow, 'p')
      .where({ personId, orgId, role })
      .andWhere(`daterange(p.fromDay, p.toDay, '[]') && daterange(:from, :to, '[]')`, { from, to })
      .orderBy('p.fromDay')
      .getOne()
    if (present) {
      const changed = changesOf({ from: present.fromDay, to: present.toDay }, { from, to })
      if (Object.keys(changed).length === 0) return null
      await tx.update(PostRow, present.id, { fromDay: from, toDay: to })
      return { changed: [{ id: present.id, ...changed }] }
    }
    const id = newId()
    await tx.insert(PostRow, { id, personId, orgId, role, fromDay: from, toDay: to })
    return { added: [{ id, orgId, role, from, to }] }
  }

  private async updateOne(
    tx: EntityManager,
    id: string,
    person: PersonInput,
  ): Promise<Record<string, Change>> {
    const row = await tx.findOneOrFail(PersonRow, { where: { id }, lock: { mode: 'pessimistic_write' } })
    const wanted = { ...person, state: 'ACTIVE' as const }
    const changes = changesOf<PersonRow>(row, wanted)
    if (Object.keys(changes).length > 0)
      await tx.update(PersonRow, id, { ...wanted, nameInitials: initialsOf(person.name) })
    return changes
  }
}

/** Two at a time: the threads that hash are also those that read files and look up names, for everybody. */
async function firstPasswordsOf(created: readonly ImportRecord[]): Promise<Map<string, NewPassword>> {
  const passwords = new Map<string, NewPassword>()
  const waiting = created.values()
  const work = async () => {
    for (const { countyNo } of waiting) {
      const password = newFirstPassword()
      passwords.set(countyNo, { password, passwordHash: await hashPassword(password) })
    }
  }
  await Promise.all([work(), work()])
  return passwords
}
