import { Injectable } from '@nestjs/common'
import type {
  EvaluationMarks,
  EvaluatorRole,
  LegEvaluation,
  LegPapers,
  LegResult,
  LegRoll,
  LessonIncident,
  LessonPapers as Papers,
  RollSource,
  SeatMark,
} from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Database } from '../../platform/database/database.ts'
import type { LessonParties } from '../lesson-access.rules.ts'
import { evaluationLegs, incidentPlaces, rollLegs, type Asking } from './paper-access.rules.ts'
import { closingTimes } from './paper-times.rules.ts'
import { rollStateOf } from './roll.rules.ts'

interface RollRow {
  leg_id: string
  expected: number
  present: number
  leave: number
  absent: number
  source: RollSource
  seats: SeatMark[]
  by_proxy: boolean
  handed_in_at: Date
  changed_at: Date
  locks_at: Date | null
  amended_at: Date | null
  amend_reason: string | null
  taken_by_name: string
}

interface EvaluationRow extends EvaluationMarks {
  leg_id: string
  role: EvaluatorRole
  remark: string
  changed_at: Date
  by_name: string
}

interface LegRow {
  id: string
  result: LegResult | null
  rtt: number | null
  loss: number | null
  minutes: number
  silent: number
}

const rollOf = (row: RollRow, showsSeats: boolean, now: number): LegRoll => ({
  headcount: { expected: row.expected, present: row.present, leave: row.leave, absent: row.absent },
  source: row.source,
  seats: showsSeats ? row.seats : null,
  takenByName: row.taken_by_name,
  byProxy: row.by_proxy,
  handedInAt: row.handed_in_at.getTime(),
  changedAt: row.changed_at.getTime(),
  state: rollStateOf(row.amended_at?.getTime() ?? null, row.locks_at?.getTime() ?? null, now),
  amendReason: row.amend_reason,
})

const evaluationOf = (row: EvaluationRow): LegEvaluation => ({
  role: row.role,
  marks: { hear: row.hear, see: row.see, interaction: row.interaction, pace: row.pace, outcome: row.outcome },
  remark: row.remark,
  byName: row.by_name,
  changedAt: row.changed_at.getTime(),
})

/** Reads the papers of one lesson for somebody who may see it. */
@Injectable()
export class PaperReading {
  constructor(private readonly database: Database) {}

  async papers(who: PersonPrincipal, parties: LessonParties, asking: Asking): Promise<Papers> {
    const { state, policy } = asking
    const incidents = await this.incidents(state.lessonId)
    return {
      lessonId: state.lessonId,
      title: state.plan.title,
      status: state.status,
      plannedStart: state.plan.plannedStart,
      endedAt: state.endedAt,
      legs: await this.legs(who, parties, asking, incidents),
      incidents,
      closes: state.endedAt === null ? null : closingTimes(state.endedAt, policy),
      mine: {
        roll: rollLegs(asking),
        evaluate: evaluationLegs(asking),
        role: asking.part.role,
        incident: incidentPlaces(asking),
      },
    }
  }

  private async legs(
    who: PersonPrincipal,
    parties: LessonParties,
    { state, part, now }: Asking,
    incidents: readonly LessonIncident[],
  ): Promise<LegPapers[]> {
    const { lessonId } = state
    const rolls = await this.database.rows<RollRow>(ROLLS, [lessonId])
    const sheets = await this.database.rows<EvaluationRow>(EVALUATIONS, [lessonId])
    const facts = await this.database.rows<LegRow>(LEGS, [lessonId])
    return state.plan.legs.map(({ id, orgName, className, headcount }) => {
      const roll = rolls.find((row) => row.leg_id === id)
      const fact = facts.find((row) => row.id === id)
      const result = fact?.result ?? null
      const showsSeats = part.legId === id || isInSchool(who, parties, id)
      return {
        legId: id,
        orgName,
        className,
        pupils: headcount,
        result,
        roll: roll ? rollOf(roll, showsSeats, now) : null,
        evaluations: sheets.filter((row) => row.leg_id === id).map(evaluationOf),
        incidentDue: result !== null && result !== 'FULL' && !incidents.some(({ legId }) => legId === id),
        quality:
          fact && fact.minutes > 0 ? { rttMs: fact.rtt, loss: fact.loss ?? 0, minutes: fact.minutes } : null,
        silentSeconds: fact?.silent ?? 0,
      }
    })
  }

  private async incidents(lessonId: string): Promise<LessonIncident[]> {
    const rows = await this.database.rows<Omit<LessonIncident, 'reportedAt'> & { reportedAt: Date }>(
      `select i.id, i.leg_id as "legId", i.kind, i.minutes, i.remark, p.name as "byName", i.reported_at as "reportedAt"
         from lesson_incident i join person p on p.id = i.written_by
        where i.lesson_id = $1 order by i.reported_at, i.id`,
      [lessonId],
    )
    return rows.map((row) => ({ ...row, reportedAt: row.reportedAt.getTime() }))
  }
}

/** Seats stay in the school (domain §4.2): whoever serves at it, or coordinates it. */
const isInSchool = (who: PersonPrincipal, parties: LessonParties, legId: string): boolean => {
  const org = parties.legs.find(({ id }) => id === legId)?.org
  return (
    org !== undefined &&
    who.posts.some(({ role, orgId, orgPath }) =>
      role === 'coordinator' ? org.path.startsWith(orgPath) : orgId === org.id,
    )
  )
}

const ROLLS = `
  select r.*, p.name as taken_by_name from lesson_roll r join person p on p.id = r.taken_by where r.lesson_id = $1`

const EVALUATIONS = `
  select e.*, p.name as by_name from lesson_evaluation e join person p on p.id = e.written_by
   where e.lesson_id = $1 order by e.role desc`

const LEGS = `
  select g.id, g.result, q.rtt, q.loss, coalesce(q.minutes, 0)::int as minutes, coalesce(s.seconds, 0)::int as silent
    from lesson_leg g
    left join lateral (
      select (percentile_cont(0.5) within group (order by rtt_ms))::float8 as rtt,
             (percentile_cont(0.5) within group (order by loss))::float8 as loss, count(*) as minutes
        from leg_quality where leg_id = g.id) q on true
    left join leg_silence s on s.leg_id = g.id
   where g.lesson_id = $1`
