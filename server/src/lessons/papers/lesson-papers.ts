import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type EvaluationPaper,
  type IncidentPaper,
  type LessonPapers as Papers,
  type RollPaper,
} from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Audit } from '../../platform/audit/audit.service.ts'
import { Clock } from '../../platform/clock.ts'
import { mayDo, participantOf, type LessonParties } from '../lesson-access.rules.ts'
import type { LessonActor } from '../lesson-command.rules.ts'
import { LessonCommandLog } from '../lesson-command-log.ts'
import { LessonDirectory } from '../lesson-directory.ts'
import { LessonEngine, type LessonUnit } from '../lesson-engine.ts'
import { LessonPolicies } from '../lesson-policies.ts'
import { LessonStore } from '../lesson-store.ts'
import {
  evaluationLegs,
  incidentPlaces,
  paperPartOf,
  type Asking,
  type PaperPart,
} from './paper-access.rules.ts'
import { PaperReading } from './paper-reading.ts'
import { closingTimes, isEvaluationLocked, isTooLate } from './paper-times.rules.ts'

interface Sheet {
  readonly unit: LessonUnit
  readonly asking: Asking
}

/** What assistants, lecturers and coordinators hand in about a lesson. A paper that is sent twice counts once. */
@Injectable()
export class LessonPapers {
  constructor(
    private readonly engine: LessonEngine,
    private readonly directory: LessonDirectory,
    private readonly store: LessonStore,
    private readonly log: LessonCommandLog,
    private readonly policies: LessonPolicies,
    private readonly reading: PaperReading,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal not_found, also to whoever may not see the lesson */
  async read(who: PersonPrincipal, lessonId: string): Promise<Papers> {
    const parties = await this.admit(who, lessonId)
    const asking = {
      state: await this.store.read(lessonId),
      part: paperPartOf(who, parties),
      now: this.clock.now().getTime(),
      policy: await this.policies.today(),
    }
    return this.reading.papers(who, parties, asking)
  }

  /** By the room's own rule: the lesson's log is the one truth of it. */
  async roll(who: PersonPrincipal, lessonId: string, { key, ...paper }: RollPaper): Promise<Papers> {
    const parties = await this.admit(who, lessonId)
    const actor = this.rollActor(who, parties)
    await this.engine.runOnce(lessonId, { type: 'hand_in_roll', ...paper }, actor, key)
    return this.read(who, lessonId)
  }

  evaluation(who: PersonPrincipal, lessonId: string, paper: EvaluationPaper): Promise<Papers> {
    return this.handIn(who, lessonId, 'hand_in_evaluation', paper, async ({ unit, asking }) => {
      const { state, part, now, policy } = asking
      if (isEvaluationLocked({ endedAt: state.endedAt, now, policy })) throw new Refusal('paper.locked')
      if (!evaluationLegs(asking).includes(paper.legId)) throw new Refusal(refusalFor(part, paper.legId))
      const { hear, see, interaction, pace, outcome } = paper.marks
      await unit.tx.query(EVALUATE, [
        paper.legId,
        part.role,
        lessonId,
        hear,
        see,
        interaction,
        pace,
        outcome,
        paper.remark,
        who.id,
        new Date(now),
        new Date(closingTimes(state.endedAt ?? now, policy).evaluation),
      ])
      if (state.status === 'SETTLED') {
        const detail = { evaluation: { legId: paper.legId, role: part.role } }
        const target = `lesson:${lessonId}`
        await this.audit.write({ actor: who, action: 'lesson.resettled', target, detail }, unit.tx)
      }
      await unit.apply(lessonId, { type: 'tick' }, { part: 'system' })
    })
  }

  incident(who: PersonPrincipal, lessonId: string, paper: IncidentPaper): Promise<Papers> {
    return this.handIn(who, lessonId, 'report_incident', paper, async ({ unit, asking }) => {
      const { state, part, now, policy } = asking
      if (isTooLate({ endedAt: state.endedAt, now, policy })) throw new Refusal('paper.too_late')
      if (!incidentPlaces(asking).includes(paper.legId)) throw new Refusal(refusalFor(part, paper.legId))
      const rows = (await unit.tx.query(REPORT, [
        paper.incidentId,
        lessonId,
        paper.legId,
        paper.kind,
        paper.minutes,
        paper.remark,
        who.id,
        new Date(now),
      ])) as unknown[]
      // Somebody else's form, or one of another lesson.
      if (rows.length === 0) throw new Refusal('request.invalid')
    })
  }

  private async handIn(
    who: PersonPrincipal,
    lessonId: string,
    type: string,
    { key, legId }: { key: string; legId: string | null },
    write: (sheet: Sheet) => Promise<void>,
  ): Promise<Papers> {
    const part = paperPartOf(who, await this.admit(who, lessonId))
    const asked = { lessonId, commandId: key, type, actorId: who.id }
    await this.engine.transaction(async (unit) => {
      const state = await this.store.lock(unit.tx, lessonId)
      const known = await this.log.recall(unit.tx, asked)
      if (known instanceof Refusal) throw known
      if (known !== null) return
      if (legId !== null && !state.legs[legId]) throw new Refusal('lesson.leg_unknown')
      const asking = { state, part, now: this.clock.now().getTime(), policy: unit.policy }
      await write({ unit, asking })
      await this.log.remember(unit.tx, asked, state.revision)
    })
    return this.read(who, lessonId)
  }

  private async admit(who: PersonPrincipal, lessonId: string): Promise<LessonParties> {
    const parties = await this.directory.parties(lessonId)
    if (!mayDo('see', who, parties)) throw new Refusal('not_found')
    return parties
  }

  /** The assistant for the own class; who plans lessons in their place. */
  private rollActor(who: PersonPrincipal, parties: LessonParties): LessonActor {
    const me = participantOf(who, parties)
    if (me?.part === 'assistant') return me
    if (paperPartOf(who, parties).proxy) return { part: 'scheduler', personId: who.id, name: who.name }
    return me ?? { part: 'observer', personId: who.id, name: who.name, orgName: '' }
  }
}

/** Why somebody may not write this paper, said as narrowly as it can be told. */
const refusalFor = (part: PaperPart, legId: string | null) => {
  if (part.role === null && !part.proxy) return 'auth.forbidden'
  return part.legId !== null && part.legId !== legId ? 'lesson.not_your_leg' : 'lesson.transition'
}

const EVALUATE = `
  insert into lesson_evaluation (leg_id, role, lesson_id, hear, see, interaction, pace, outcome, remark, written_by,
      handed_in_at, changed_at, locks_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12)
  on conflict (leg_id, role) do update set hear = excluded.hear, see = excluded.see,
    interaction = excluded.interaction, pace = excluded.pace, outcome = excluded.outcome, remark = excluded.remark,
    written_by = excluded.written_by, changed_at = excluded.changed_at`

const REPORT = `
  insert into lesson_incident (id, lesson_id, leg_id, kind, minutes, remark, written_by, reported_at, changed_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $8)
  on conflict (id) do update set leg_id = excluded.leg_id, kind = excluded.kind, minutes = excluded.minutes,
    remark = excluded.remark, changed_at = excluded.changed_at
    where lesson_incident.lesson_id = excluded.lesson_id and lesson_incident.written_by = excluded.written_by
  returning id`
