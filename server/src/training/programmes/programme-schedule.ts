import { Injectable } from '@nestjs/common'
import { Refusal, type ErrorDetail, type ProgrammeSessionInput } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { LessonDirectory } from '../../lessons/lesson-directory.ts'
import { mayDo } from '../../lessons/lesson-access.rules.ts'
import { OnlineResources } from '../../library/use/online-resources.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Database, isStillReferenced } from '../../platform/database/database.ts'
import { newId } from '../../platform/id.ts'
import { ProgrammeChange } from './programme-change.ts'
import { ProgrammeStore } from './programme-store.ts'
import { sessionFaults } from './session-input.rules.ts'

/** When and how a programme meets. */
@Injectable()
export class ProgrammeSchedule {
  constructor(
    private readonly database: Database,
    private readonly store: ProgrammeStore,
    private readonly change: ProgrammeChange,
    private readonly lessons: LessonDirectory,
    private readonly resources: OnlineResources,
  ) {}

  /** @throws Refusal auth.forbidden, not_found, programme.state, programme.session */
  async add(who: PersonPrincipal, programmeId: string, input: ProgrammeSessionInput): Promise<void> {
    await this.check(who, input)
    await this.change.by(who, programmeId, async (edit) => {
      edit.fire('schedule')
      const id = newId()
      await edit.tx.query(INSERT, [id, programmeId, ...columnsOf(input)])
      await edit.update({})
      await edit.note('programme.session_added', { id, title: input.title })
    })
  }

  /** @returns the id of its programme */
  async update(who: PersonPrincipal, id: string, input: ProgrammeSessionInput): Promise<string> {
    const { programmeId } = await this.store.session(id)
    await this.check(who, input)
    await this.change.by(who, programmeId, async (edit) => {
      edit.fire('schedule')
      const before = await this.store.session(id, edit.tx)
      if (before.kind !== input.kind && (await this.isUsed(id, edit.tx)))
        throw new Refusal('programme.attended')
      await edit.tx.query(UPDATE, [id, ...columnsOf(input)])
      await edit.update({})
      await edit.note('programme.session_changed', { id, title: input.title })
    })
    return programmeId
  }

  /** @returns the id of its programme */
  async remove(who: PersonPrincipal, id: string): Promise<string> {
    const { programmeId, title } = await this.store.session(id)
    await this.change.by(who, programmeId, async (edit) => {
      edit.fire('schedule')
      if (await this.isUsed(id, edit.tx)) throw new Refusal('programme.attended')
      await edit.tx.query('delete from programme_session where id = $1', [id]).catch((error: unknown) => {
        throw isStillReferenced(error) ? new Refusal('programme.attended') : error
      })
      await edit.update({})
      await edit.note('programme.session_removed', { id, title })
    })
    return programmeId
  }

  private async isUsed(id: string, tx: EntityManager): Promise<boolean> {
    const [row] = await this.database.rows<{ used: boolean }>(
      `select exists (select from programme_attendance where session_id = $1)
           or exists (select from programme_log_day where session_id = $1)
           or exists (select from programme_attempt where session_id = $1) as used`,
      [id],
      tx,
    )
    return row?.used ?? false
  }

  /** @throws Refusal programme.session */
  private async check(who: PersonPrincipal, input: ProgrammeSessionInput): Promise<void> {
    const details: ErrorDetail[] = sessionFaults(input)
    const { lessonId, resourceId, hostOrgId } = input
    const missing = (path: string) =>
      details.push({ path: `body.${path}`, code: 'unknown', message: 'Not there' })
    if (lessonId !== null && !(await this.seesLesson(who, lessonId))) missing('lessonId')
    if (resourceId !== null && !(await this.isFilm(who, resourceId))) missing('resourceId')
    if (hostOrgId !== null && !(await this.isSchool(hostOrgId))) missing('hostOrgId')
    if (details.length > 0) throw new Refusal('programme.session', { details })
  }

  private async seesLesson(who: PersonPrincipal, id: string): Promise<boolean> {
    const parties = await this.lessons.parties(id).catch((error: unknown) => {
      if (error instanceof Refusal) return null
      throw error
    })
    return parties !== null && mayDo('see', who, parties)
  }

  /** Something of the library that runs, and that the reader may see. */
  private async isFilm(who: PersonPrincipal, id: string): Promise<boolean> {
    const seen = await this.resources.see(who, id).catch((error: unknown) => {
      if (error instanceof Refusal) return null
      throw error
    })
    if (seen === null) return false
    const films = await this.database.rows(
      `select from resource r join resource_file f on f.version_id = r.published_version_id
         join processing p on p.blob_sha = f.blob_sha
        where r.id = $1 and f.role in ('main', 'recording') and (p.facts->>'durationMs')::float8 > 0`,
      [id],
    )
    return films.length > 0
  }

  private async isSchool(id: string): Promise<boolean> {
    const rows = await this.database.rows(
      `select from organization where id = $1 and kind <> 'bureau' and closed_on is null`,
      [id],
    )
    return rows.length > 0
  }
}

const columnsOf = (input: ProgrammeSessionInput): unknown[] => [
  input.kind,
  input.title,
  new Date(input.startsAt),
  new Date(input.endsAt),
  input.place,
  input.lessonId,
  input.resourceId,
  input.hostOrgId,
  input.days,
]

const INSERT = `
  insert into programme_session (id, programme_id, kind, title, starts_at, ends_at, place, lesson_id, resource_id,
    host_org_id, days) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`
const UPDATE = `
  update programme_session set kind = $2, title = $3, starts_at = $4, ends_at = $5, place = $6, lesson_id = $7,
    resource_id = $8, host_org_id = $9, days = $10 where id = $1`
