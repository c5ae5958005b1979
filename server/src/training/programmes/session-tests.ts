import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type EndpointRequest,
  type EndpointResponse,
  type TestPaper,
  type TestQuestion,
  type getSessionTest,
  type handInTest,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Database } from '../../platform/database/database.ts'
import { leads } from './programme-access.rules.ts'
import { ProgrammeChange } from './programme-change.ts'
import { ProgrammePolicies } from './programme-policies.ts'
import { ProgrammeStore, type StoredSession } from './programme-store.ts'
import { markTest } from './test-score.rules.ts'

type Result = EndpointResponse<typeof handInTest>
interface Attempt {
  id: string
  score: number
  answers: number[][]
}

/** A few questions to a session. Which answers are right never leaves the server but to whoever leads the programme. */
@Injectable()
export class SessionTests {
  constructor(
    private readonly database: Database,
    private readonly store: ProgrammeStore,
    private readonly change: ProgrammeChange,
    private readonly policies: ProgrammePolicies,
  ) {}

  /** @throws Refusal auth.forbidden, not_found */
  async read(who: PersonPrincipal, sessionId: string): Promise<EndpointResponse<typeof getSessionTest>> {
    const session = await this.store.session(sessionId)
    if (!leads(who, await this.store.read(session.programmeId))) throw new Refusal('auth.forbidden')
    const questions = await this.questions(sessionId)
    return { title: session.title, questions, isUsed: await this.isUsed(sessionId) }
  }

  /** @throws Refusal auth.forbidden, not_found, programme.state, programme.test_used */
  async save(who: PersonPrincipal, sessionId: string, questions: readonly TestQuestion[]): Promise<void> {
    const { programmeId } = await this.store.session(sessionId)
    await this.change.by(who, programmeId, async (edit) => {
      edit.fire('schedule')
      if (await this.isUsed(sessionId, edit.tx)) throw new Refusal('programme.test_used')
      await edit.tx.query('delete from programme_test where session_id = $1', [sessionId])
      if (questions.length > 0)
        await edit.tx.query(
          'insert into programme_test (session_id, questions, saved_at) values ($1, $2, $3)',
          [sessionId, JSON.stringify(questions), edit.now],
        )
      await edit.note('programme.test_saved', { sessionId, questions: questions.length })
    })
  }

  /** @throws Refusal not_found, programme.not_enrolled */
  async paper(who: PersonPrincipal, sessionId: string): Promise<TestPaper> {
    const session = await this.store.session(sessionId)
    await this.requirePlace(who, session)
    const questions = await this.questions(sessionId)
    if (questions.length === 0) throw new Refusal('not_found')
    const attempts = await this.attempts(who, sessionId)
    const policy = await this.policies.today()
    return {
      programmeId: session.programmeId,
      title: session.title,
      passScore: policy.passScore,
      attempts: policy.attempts,
      attemptsLeft: Math.max(0, policy.attempts - attempts.length),
      best: attempts.length > 0 ? Math.max(...attempts.map(({ score }) => score)) : null,
      questions: questions.map(({ kind, text, options }) => ({ kind, text, options })),
    }
  }

  /** @throws Refusal not_found, programme.state, programme.not_enrolled, programme.attempts, programme.answers */
  async handIn(
    who: PersonPrincipal,
    sessionId: string,
    { key, answers }: EndpointRequest<typeof handInTest>['body'],
  ): Promise<Result> {
    const session = await this.store.session(sessionId)
    const policy = await this.policies.today()
    return this.change.by(who, session.programmeId, async (edit) => {
      await this.requirePlace(who, session, edit.tx)
      const questions = await this.questions(sessionId, edit.tx)
      const before = await this.attempts(who, sessionId, edit.tx)
      const result = (marked: { score: number; right: boolean[] }, used: number): Result => ({
        ...marked,
        passed: marked.score >= policy.passScore,
        attemptsLeft: Math.max(0, policy.attempts - used),
      })
      const same = before.find(({ id }) => id === key)
      const again = same && markTest(questions, same.answers)
      if (again) return result(again, before.length)
      edit.fire('hand_in')
      if (before.length >= policy.attempts) throw new Refusal('programme.attempts')
      const marked = markTest(questions, answers)
      if (!marked) throw new Refusal('programme.answers')
      const rows = await this.database.rows(
        `insert into programme_attempt (id, session_id, person_id, number, answers, score, handed_in_at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing returning id`,
        [key, sessionId, who.id, before.length + 1, JSON.stringify(answers), marked.score, edit.now],
        edit.tx,
      )
      // Somebody else's key: of this person there is no such attempt.
      if (rows.length === 0) throw new Refusal('not_found')
      return result(marked, before.length + 1)
    })
  }

  private async questions(
    sessionId: string,
    tx: EntityManager = this.database.manager,
  ): Promise<TestQuestion[]> {
    const [row] = await this.database.rows<{ questions: TestQuestion[] }>(
      'select questions from programme_test where session_id = $1',
      [sessionId],
      tx,
    )
    return row?.questions ?? []
  }

  private attempts(
    who: PersonPrincipal,
    sessionId: string,
    tx: EntityManager = this.database.manager,
  ): Promise<Attempt[]> {
    return this.database.rows<Attempt>(
      'select id, score, answers from programme_attempt where session_id = $1 and person_id = $2 order by number',
      [sessionId, who.id],
      tx,
    )
  }

  private async isUsed(sessionId: string, tx: EntityManager = this.database.manager): Promise<boolean> {
    const rows = await this.database.rows(
      'select from programme_attempt where session_id = $1 limit 1',
      [sessionId],
      tx,
    )
    return rows.length > 0
  }

  private async requirePlace(
    who: PersonPrincipal,
    { programmeId }: StoredSession,
    tx: EntityManager = this.database.manager,
  ): Promise<void> {
    const enrolment = await this.store.enrolment(programmeId, who.id, tx)
    if (enrolment?.state !== 'APPROVED') throw new Refusal('programme.not_enrolled')
  }
}
