import type { DesignJson } from '@tongke/contract'
import type { DataSource, EntityManager } from 'typeorm'
import * as Y from 'yjs'
import { newId } from '../platform/id.ts'
import {
  authorshipOf,
  emptyDoc,
  readDesign,
  takeUpdate,
  type Work,
} from '../research/design/design-doc.rules.ts'
import { writeDesign } from '../research/design/design-writing.rules.ts'

const HOUR = 3_600_000

interface Session {
  id: string
  theme: string
  authorId: string
  /** A member of another school, rural first. */
  partnerId: string | null
  partnerOrgId: string | null
}

const step = (id: string, title: string, minutes: number, [teacher, pupils, purpose]: readonly string[]) => ({
  id,
  title,
  minutes,
  teacher: teacher ?? '',
  pupils: pupils ?? '',
  purpose: purpose ?? '',
})

/** 主备稿: what the main preparer wrote alone. */
const firstDraft = (theme: string): DesignJson => ({
  goals: `1. 理解“${theme}”的主要内容，能用自己的话说出来。\n2. 在两地互动中大胆表达，学会倾听远端同学的发言。`,
  pupils: '主讲班 42 人，基础较好，敢说；听讲班 11 人，第一次系统学习，敢听不敢说。',
  keyPoints: '重点：核心内容的理解与运用。难点：两地学生都有开口的机会，远端不做“看客”。',
  steps: [
    step('lead-in', '导入', 5, [
      '播放短片，请两地学生说一说看到了什么。',
      '看短片，各说一句。',
      '激趣，唤起已有经验。',
    ]),
    step('teach', '新授', 15, [
      '边演示边讲解，每个要点先请远端一名学生回答。',
      '跟读、复述，两地接力回答。',
      '先听后说，保证远端先开口。',
    ]),
    step('practice', '练习', 15, [
      '组织两地合作完成任务，一地出题、一地回答。',
      '小组讨论，派代表上台。',
      '在真实的信息差里运用。',
    ]),
    step('close', '小结', 5, ['带领学生看板书回顾。', '说出今天的收获。', '']),
  ],
  board: `${theme}\n要点一　要点二　要点三`,
  homework: [{ id: 'tell', form: 'oral', text: '把今天学到的讲给家人听。', minutes: 10 }],
})

/** What a rural partner made better: fewer points, practice before the second half of teaching, a place for those who hear badly. */
const revised = (draft: DesignJson): DesignJson => {
  const [leadIn, teach, practice, close] = draft.steps
  return {
    ...draft,
    pupils: `${draft.pupils}听讲班有 2 名学生听力较弱，坐第一排。`,
    steps: [
      { ...leadIn!, teacher: '先看一张照片，再播放短片，请两地学生说一说看到了什么。' },
      practice!,
      { ...teach!, minutes: 12 },
      { ...close!, purpose: '把板书当作学生说话的支架。' },
    ],
  }
}

/** Lesson designs of the demo county: each session under way has a common one, the first of them a variant of its partner's school. */
export async function seedDemoDesigns(source: DataSource, now: Date): Promise<void> {
  await source.transaction(async (tx) => {
    const sessions = (await tx.query(
      `select s.id, s.theme, s.main_preparer_id as "authorId", m.person_id as "partnerId", m.org_id as "partnerOrgId"
         from research_session s left join lateral (
           select person_id, org_id from research_member m
            where m.session_id = s.id and m.person_id <> s.main_preparer_id order by rural desc, added_at, person_id limit 1
         ) m on true
        where s.state not in ('PROPOSED', 'SCHEDULED', 'CANCELLED') and s.form <> 'lecture'
          and not exists (select from research_design d where d.session_id = s.id)
        order by s.created_at, s.id`,
    )) as Session[]
    for (const [index, session] of sessions.entries()) await seed(tx, session, now, index === 0)
  })
}

async function seed(tx: EntityManager, session: Session, now: Date, forks: boolean): Promise<void> {
  const draft = firstDraft(session.theme)
  const id = newId()
  const designed = new Designed(tx, id)
  await tx.query(
    `insert into research_design (id, session_id, kind, created_by, created_at, updated_at, snapshot)
     values ($1, $2, 'common', $3, $4, $4, $5)`,
    [id, session.id, session.authorId, new Date(now.getTime() - 50 * HOUR), designed.state],
  )
  await designed.write(session.authorId, draft, new Date(now.getTime() - 49 * HOUR))
  await designed.name(session.authorId, '主备稿', '集体研讨前的第一稿', new Date(now.getTime() - 48 * HOUR))
  const { partnerId, partnerOrgId } = session
  if (partnerId) {
    await designed.comment(
      partnerId,
      '敢听不敢说',
      '能不能让我们班先说？',
      new Date(now.getTime() - 30 * HOUR),
    )
    await designed.write(partnerId, revised(draft), new Date(now.getTime() - 26 * HOUR))
  }
  await designed.finish(new Date(now.getTime() - 26 * HOUR))
  if (forks && partnerId && partnerOrgId) await designed.fork(session.id, partnerId, partnerOrgId, now)
}

/** A design as its people would have written it, with the rows that the server would have kept. */
class Designed {
  readonly #doc = emptyDoc()
  readonly #hands = new Map<number, string>()
  #seq = 0
  #versions = 0

  constructor(
    private readonly tx: EntityManager,
    private readonly id: string,
  ) {}

  get state(): Buffer {
    return Buffer.from(Y.encodeStateAsUpdate(this.#doc))
  }

  async write(personId: string, design: DesignJson, at: Date): Promise<void> {
    const copy = emptyDoc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(this.#doc))
    writeDesign(copy, design)
    const update = Y.encodeStateAsUpdate(copy, Y.encodeStateVector(this.#doc))
    const taken = takeUpdate(this.#doc, update, personId, (client) => this.#hands.get(client))
    if ('refusal' in taken) throw taken.refusal
    this.#seq += 1
    await this.log('edit', personId, Buffer.from(update), taken.work, at)
    for (const hand of taken.hands) {
      this.#hands.set(hand, personId)
      await this.tx.query(
        'insert into research_design_hand (design_id, client_id, person_id) values ($1, $2, $3)',
        [this.id, hand, personId],
      )
    }
  }

  async name(personId: string, name: string, note: string, at: Date): Promise<void> {
    this.#versions += 1
    await this.tx.query(
      `insert into research_design_version (design_id, number, name, note, author_id, at, seq, content, authorship, state)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        this.id,
        this.#versions,
        name,
        note,
        personId,
        at,
        this.#seq,
        JSON.stringify(readDesign(this.#doc)),
        JSON.stringify(authorshipOf(this.#doc, (client) => this.#hands.get(client))),
        this.state,
      ],
    )
  }

  async comment(personId: string, quote: string, words: string, at: Date): Promise<void> {
    const text = this.#doc.getText('pupils')
    const from = text.toString().indexOf(quote)
    const place = (index: number, assoc: number) =>
      Buffer.from(
        Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(text, index, assoc)),
      ).toString('base64')
    await this.tx.query(
      `insert into research_design_comment (id, design_id, field, start_at, end_at, quote, text, author_id, at)
       values ($1, $2, 'pupils', $3, $4, $5, $6, $7, $8)`,
      [newId(), this.id, place(from, 0), place(from + quote.length, -1), quote, words, personId, at],
    )
  }

  async finish(at: Date): Promise<void> {
    await this.tx.query(
      `update research_design set seq = $2, snapshot = $3, snapshot_seq = $2, versions = $4, updated_at = $5 where id = $1`,
      [this.id, this.#seq, this.state, this.#versions, at],
    )
  }

  async fork(sessionId: string, personId: string, orgId: string, at: Date): Promise<void> {
    const id = newId()
    await this.tx.query(
      `insert into research_design (id, session_id, kind, org_id, parent_id, parent_content, created_by, created_at,
         updated_at, snapshot, snapshot_seq, seq) values ($1, $2, 'variant', $3, $4, $5, $6, $7, $7, $8, 1, 1)`,
      [id, sessionId, orgId, this.id, JSON.stringify(readDesign(this.#doc)), personId, at, this.state],
    )
    const variant = new Designed(this.tx, id)
    Y.applyUpdate(variant.#doc, this.state)
    variant.#seq = 1
    for (const [client, person] of this.#hands) variant.#hands.set(client, person)
    await variant.log('fork', personId, this.state, {}, at)
    await this.tx.query(
      `insert into research_design_hand (design_id, client_id, person_id)
       select $1, client_id, person_id from research_design_hand where design_id = $2`,
      [id, this.id],
    )
    const own = readDesign(variant.#doc)
    await variant.write(
      personId,
      {
        ...own,
        pupils: '本班 11 人，两人一组，共六组，都在第一排能看清屏幕的位置。',
        goals: own.goals.replace('主要内容', '两个要点'),
      },
      at,
    )
    await variant.finish(at)
  }

  private async log(
    kind: 'edit' | 'fork',
    personId: string,
    update: Buffer,
    work: Work,
    at: Date,
  ): Promise<void> {
    await this.tx.query(
      `insert into research_design_update (design_id, seq, kind, person_id, update, work, at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [this.id, this.#seq, kind, personId, update, JSON.stringify(work), at],
    )
  }
}
