import { Injectable } from '@nestjs/common'
import { Refusal, type ImportReport } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { z } from 'zod'
import { Audit } from '../../platform/audit/audit.service.ts'
import { Clock } from '../../platform/clock.ts'
import { Database, violatedUnique } from '../../platform/database/database.ts'
import { newId } from '../../platform/id.ts'
import { mayAnywhere, mayGrant, mayManageWholePerson } from '../access.rules.ts'
import { initialsOf } from '../initials.ts'
import { PersonRow, PostRow } from '../person.entity.ts'
import { PersonService } from '../person.service.ts'
import { postsOf, unfinished } from '../posts.ts'
import type { PersonPrincipal } from '../principal.ts'
import { hashPassword, newFirstPassword } from '../secrets.ts'
import {
  checkRows,
  type ImportContext,
  type ImportRecord,
  type KnownPerson,
  type SheetRow,
} from './import.rules.ts'
import { readRows } from './workbook.ts'

type Report = z.infer<typeof ImportReport>

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
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal import.unreadable | auth.forbidden; bad rows are in the report, not thrown */
  async run(who: PersonPrincipal, file: Buffer, dryRun: boolean): Promise<Report> {
    if (!mayAnywhere(who, 'person.manage')) throw new Refusal('auth.forbidden')
    const rows = await readRows(file)
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
    const passwords = new Map(
      await Promise.all(created.map(async ({ countyNo }) => [countyNo, await firstPassword()] as const)),
    )
    await this.write(async (tx) => {
      for (const record of records)
        await this.storeOne(tx, record, context.byCountyNo.get(record.countyNo), passwords)
      const detail = { rows: records.length, created: created.length }
      await this.audit.write({ actor: who, action: 'people.imported', detail }, tx)
    })
    return created.map(({ countyNo, name }) => ({
      countyNo,
      name,
      password: passwords.get(countyNo)?.password ?? '',
    }))
  }

  /** Somebody else may have taken a number since the rows were checked. */
  private async write(work: (tx: EntityManager) => Promise<void>): Promise<void> {
    try {
      await this.database.transaction(work)
    } catch (error) {
      throw violatedUnique(error) === null ? error : new Refusal('person.duplicate')
    }
  }

  private async storeOne(
    tx: EntityManager,
    { orgId, role, from, to, countyNo, name, phone, subjects, title }: ImportRecord,
    known: KnownPerson | undefined,
    passwords: ReadonlyMap<string, NewPassword>,
  ): Promise<void> {
    const id = known?.id ?? newId()
    const person = { countyNo, name, phone, subjects, title }
    if (known) await this.updateOne(tx, id, person)
    else
      await this.people.insert(tx, {
        ...person,
        id,
        passwordHash: passwords.get(countyNo)?.passwordHash ?? '',
      })
    const present = await tx.findOneBy(PostRow, { personId: id, orgId, role, fromDay: from })
    if (!present)
      await tx.insert(PostRow, { id: newId(), personId: id, orgId, role, fromDay: from, toDay: to })
    else if (present.toDay !== to) await tx.update(PostRow, present.id, { toDay: to })
  }

  /** Leaves the version alone when nothing changes, so that a repeated import does not disturb who is editing. */
  private async updateOne(
    tx: EntityManager,
    id: string,
    person: Pick<PersonRow, 'countyNo' | 'name' | 'phone' | 'subjects' | 'title'>,
  ): Promise<void> {
    await tx.query(
      `update person set name = $2, name_initials = $3, phone = $4, subjects = $5, title = $6, state = 'ACTIVE', version = version + 1
        where id = $1 and (name, coalesce(phone, ''), subjects, coalesce(title, ''), state)
              is distinct from ($2, coalesce($4, ''), $5::text[], coalesce($6, ''), 'ACTIVE')`,
      [id, person.name, initialsOf(person.name), person.phone, person.subjects, person.title],
    )
  }
}

async function firstPassword(): Promise<NewPassword> {
  const password = newFirstPassword()
  return { password, passwordHash: await hashPassword(password) }
}
