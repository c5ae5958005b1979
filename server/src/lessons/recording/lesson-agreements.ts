import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type ClassConsent,
  type LessonState,
  type LessonStatus,
  type RecordingAgreement as Agreement,
  type RecordingScope,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { PersonPrincipal, Principal } from '../../people/principal.ts'
import { Audit } from '../../platform/audit/audit.service.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { newId } from '../../platform/id.ts'
import { mayDo, type LessonParties } from '../lesson-access.rules.ts'
import { LessonDirectory } from '../lesson-directory.ts'
import { mayAnswerFor } from './agreement-access.rules.ts'
import { AGREED, type RecordingAgreement } from './recording-agreement.ts'

interface Rule {
  isRecorded: boolean
  viewScope: RecordingScope
}

interface ConsentRow {
  leg_id: string
  class_id: string
  class_name: string
  path: string
  answer: ClassConsent['answer']
  note: string | null
  by_name: string | null
  at: Date | null
}

/** Without another word a lesson is recorded, and the schools of its classes may watch it. */
const DEFAULT: Rule = { isRecorded: true, viewScope: 'school' }
const BEFORE: readonly LessonStatus[] = ['SCHEDULED', 'PREPARED', 'CHECKED', 'WAITING']
const DECIDING: readonly LessonStatus[] = ['WAITING', 'LIVE', 'INTERRUPTED']

const consentOf = (row: ConsentRow, who: Principal): ClassConsent => ({
  answer: row.answer,
  note: row.note ?? '',
  byName: row.by_name,
  at: row.at?.getTime() ?? null,
  canAnswer: mayAnswerFor(who, row.path),
})

/** What was agreed about recording: per lesson by who plans it, per class by its school. */
@Injectable()
export class LessonAgreements {
  constructor(
    private readonly database: Database,
    private readonly directory: LessonDirectory,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** For the rules of the room; read only while it still has to be decided. */
  async read(tx: EntityManager, { lessonId, status, recording }: LessonState): Promise<RecordingAgreement> {
    if (recording.phase !== 'off' || !DECIDING.includes(status)) return AGREED
    const { isRecorded } = await this.rule(lessonId, tx)
    const rows = await this.consents(lessonId, tx)
    return {
      isRecorded,
      refusedLegs: rows.filter(({ answer }) => answer === 'REFUSED').map(({ leg_id }) => leg_id),
    }
  }

  async rule(lessonId: string, tx: EntityManager = this.database.manager): Promise<Rule> {
    const [row] = await this.database.rows<Rule>(
      `select r.is_recorded as "isRecorded", r.view_scope as "viewScope"
         from lesson l join lesson_recording_rule r on r.lesson_id in (l.id, l.rescheduled_from)
        where l.id = $1 order by r.lesson_id = l.id desc limit 1`,
      [lessonId],
      tx,
    )
    return row ?? DEFAULT
  }

  /** @throws Refusal not_found, also to whoever may not see the lesson */
  async get(who: Principal, lessonId: string): Promise<Agreement> {
    const parties = await this.visible(who, lessonId)
    const [rule, rows, status] = await Promise.all([
      this.rule(lessonId),
      this.consents(lessonId),
      this.statusOf(lessonId),
    ])
    return {
      ...rule,
      classes: rows.map((row) => ({
        legId: row.leg_id,
        classId: row.class_id,
        className: row.class_name,
        consent: consentOf(row, who),
      })),
      canEdit: mayDo('edit', who, parties) && BEFORE.includes(status),
    }
  }

  /** @throws Refusal not_found, auth.forbidden, lesson.transition */
  async set(who: PersonPrincipal, lessonId: string, rule: Rule): Promise<Agreement> {
    if (!mayDo('edit', who, await this.visible(who, lessonId))) throw new Refusal('auth.forbidden')
    await this.database.transaction(async (tx) => {
      if (!BEFORE.includes(await this.statusOf(lessonId, tx, 'for update')))
        throw new Refusal('lesson.transition')
      await tx.query(
        `insert into lesson_recording_rule values ($1, $2, $3, $4, $5) on conflict (lesson_id) do update
           set is_recorded = $2, view_scope = $3, set_by = $4, set_at = $5`,
        [lessonId, rule.isRecorded, rule.viewScope, who.id, this.clock.now()],
      )
      const target = `lesson:${lessonId}`
      await this.audit.write(
        { actor: who, action: 'lesson.recording_agreed', target, detail: { ...rule } },
        tx,
      )
    })
    return this.get(who, lessonId)
  }

  /** @throws Refusal not_found, auth.forbidden */
  async answer(
    who: PersonPrincipal,
    classId: string,
    { answer, note }: { answer: 'GIVEN' | 'REFUSED'; note: string },
  ): Promise<ClassConsent> {
    const [found] = await this.database.rows<{ path: string }>(
      'select o.path from school_class c join organization o on o.id = c.org_id where c.id = $1',
      [classId],
    )
    if (!found) throw new Refusal('not_found')
    if (!mayAnswerFor(who, found.path)) throw new Refusal('auth.forbidden')
    const at = this.clock.now()
    await this.database.transaction(async (tx) => {
      await tx.query('insert into class_recording_consent values ($1, $2, $3, $4, $5, $6)', [
        newId(),
        classId,
        answer,
        note,
        who.id,
        at,
      ])
      const detail = { answer }
      await this.audit.write(
        { actor: who, action: 'class.recording_consent', target: `class:${classId}`, detail },
        tx,
      )
    })
    return { answer, note, byName: who.name, at: at.getTime(), canAnswer: true }
  }

  private async visible(who: Principal, lessonId: string): Promise<LessonParties> {
    const parties = await this.directory.parties(lessonId)
    if (!mayDo('see', who, parties)) throw new Refusal('not_found')
    return parties
  }

  private async statusOf(
    lessonId: string,
    tx: EntityManager = this.database.manager,
    lock: '' | 'for update' = '',
  ): Promise<LessonStatus> {
    const [row] = await this.database.rows<{ status: LessonStatus }>(
      `select status from lesson where id = $1 ${lock}`,
      [lessonId],
      tx,
    )
    if (!row) throw new Refusal('not_found')
    return row.status
  }

  private consents(lessonId: string, tx: EntityManager = this.database.manager): Promise<ConsentRow[]> {
    return this.database.rows<ConsentRow>(
      `select g.id as leg_id, g.class_id, s.name as class_name, o.path, c.answer, c.note, p.name as by_name, c.at
         from lesson_leg g join school_class s on s.id = g.class_id join organization o on o.id = s.org_id
         left join lateral (select * from class_recording_consent c where c.class_id = g.class_id
           order by c.at desc limit 1) c on true
         left join person p on p.id = c.person_id
        where g.lesson_id = $1 order by g.position`,
      [lessonId],
      tx,
    )
  }
}
