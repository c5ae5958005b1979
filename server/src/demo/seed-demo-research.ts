import type { DataSource, EntityManager } from 'typeorm'
import { DAY_MS, dayStart } from '../lessons/day-window.rules.ts'
import { RURAL } from '../people/school.rules.ts'
import { dayIn } from '../platform/day.rules.ts'
import { newId } from '../platform/id.ts'
import { type DemoMember, meetingAhead, meetingHeld } from './research/demo-meeting.ts'
import { storeSession, type DemoSession } from './research/demo-session.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/**
 * Joint research of the demo county: two communities with their plans, and sessions on every part of the way: one closed
 * and counted, one closed and not counted, one whose first version is due this week, one that is polished again.
 */
export async function seedDemoResearch(source: DataSource, timeZone: string, now: Date): Promise<void> {
  await source.transaction(async (tx) => {
    const today = dayStart(timeZone, now).getTime()
    const at = (days: number, hour: number) => today + days * DAY_MS + hour * HOUR
    const day = (days: number) => dayIn(timeZone, new Date(at(days, 12)))
    const people = await peopleOf(tx, ['林晓雯', '石小满', '岳青禾', '周乐山', '沈研秋', '陆云舒'])
    const [lin, shi, yue, zhou, shen] = people as [DemoMember, DemoMember, DemoMember, DemoMember, DemoMember]
    const english = await community(tx, {
      kind: 'community',
      name: '城乡小学英语教研共同体',
      summary: '一所城区学校带两所村小：共备一节课，各上各的课，再回来一起看。',
      subject: 'english',
      lead: lin,
      members: [shi, yue, shen],
      joined: day(-80),
    })
    const studio = await community(tx, {
      kind: 'studio',
      name: '周乐山音乐名师工作室',
      summary: '没有专职音乐教师的学校，也能唱好一首歌。',
      subject: 'music',
      lead: zhou,
      members: [shi, yue],
      joined: day(-60),
    })
    const lesson = (title: string) => lessonOf(tx, title)
    const base = {
      communityId: english,
      subject: 'english',
      grade: 3,
      host: lin,
      preparer: lin,
      timeZone,
    } as const
    const company = [lin, shi, yue, shen]
    const discussed = [
      ['主备人说课', 15],
      ['各校谈学情', 20],
      ['逐段议课', 40],
      ['定共案和分工', 15],
    ] as const
    const talk = [
      ['专题讲座', 60],
      ['问答', 20],
    ] as const
    const counted = await storeSession(tx, {
      ...base,
      theme: '三年级英语：颜色词怎样在情境里学',
      summary: '孩子们会读颜色词，却不会用。想试一试：先有情境，再有单词。',
      form: 'preparation',
      members: company,
      startsAt: at(-9, 14.5),
      state: 'CLOSED',
      steps: [-22, -20, -18, -9, -8, -5, -4, -3, -2, -1].map((days) => at(days, 16)),
      agenda: discussed,
      lessons: [{ lessonId: await lesson('颜色'), round: 1 }],
      reflections: [
        [lin, '情境先行以后，孩子们开口早了十分钟。下次把涂色放到最后，别让它占了说话的时间。', at(-3, 20)],
        [shi, '我们班只有六个人，两两问答比全班齐读有用。布朗的读音要再练。', at(-2, 20)],
      ],
      meeting: await meetingHeld(tx, {
        title: '颜色词怎样在情境里学：集体研讨',
        subject: 'english',
        chair: lin,
        members: [shi, yue, shen],
        startsAt: at(-9, 14.5),
        minutes: 90,
        away: [],
        agenda: discussed,
        turns: [18, 40, 77],
        spokeSeconds: new Map([
          [lin.id, 1_860],
          [shi.id, 640],
          [yue.id, 410],
          [shen.id, 520],
        ]),
      }),
    })
    await storeSession(tx, {
      ...base,
      communityId: studio,
      theme: '讲座：怎样教唱一首二声部的歌',
      summary: '从一首大家都会的歌开始，讲怎样带出第二个声部。',
      subject: 'music',
      form: 'lecture',
      host: zhou,
      preparer: zhou,
      members: [zhou, shi, yue],
      startsAt: at(-12, 15),
      state: 'CLOSED',
      steps: [-20, -19, -12, -12, -10, -8].map((days) => at(days, 17)),
      agenda: talk,
      lessons: [],
      reflections: [[yue, '讲得很细，可惜网断了两次，后半段没听到。回放再补。', at(-11, 20)]],
      meeting: await meetingHeld(tx, {
        title: '怎样教唱一首二声部的歌',
        subject: 'music',
        chair: zhou,
        members: [shi, yue],
        startsAt: at(-12, 15),
        minutes: 80,
        agenda: talk,
        turns: [66],
        away: [{ who: yue, from: 24, to: 80 }],
        spokeSeconds: new Map([[zhou.id, 3_900]]),
      }),
    })
    await storeSession(tx, {
      ...base,
      theme: '天气单元：怎样让村小也有话可说',
      summary: '城里的例子村里用不上。把“天气”换成孩子们自己的生活。',
      form: 'variants',
      members: company,
      startsAt: at(4, 14.5),
      state: 'INDIVIDUAL_PREP',
      steps: [-6, -4, -3].map((days) => at(days, 10)),
      agenda: [
        ['主备人说课', 15],
        ['同课异构：三校各说设计', 45],
        ['讨论', 30],
      ],
      lessons: [],
      reflections: [],
      meeting: null,
    })
    await storeSession(tx, {
      ...base,
      theme: '磨一节绘本课：My friend',
      summary: '第一轮提问太多、等得太短。第二轮只留三个好问题。',
      form: 'polishing',
      members: company,
      startsAt: at(-7, 15),
      state: 'TEACHING',
      round: 2,
      steps: [-15, -13, -12, -7, -6, -3, -2, -1, -1].map((days) => at(days, 15)),
      agenda: [
        ['看第一轮片段', 20],
        ['议三个问题', 40],
      ],
      lessons: [
        { lessonId: await lesson('我的一天'), round: 1 },
        { lessonId: await lesson('我的朋友'), round: 2 },
      ],
      reflections: [],
      meeting: null,
    })
    await storeSession(tx, {
      ...base,
      theme: '一首歌的三种教法',
      summary: '有琴、有音响、只有一张嘴：三种条件各怎么教。',
      communityId: studio,
      subject: 'music',
      form: 'lesson_study',
      host: zhou,
      preparer: zhou,
      members: [zhou, shi, yue],
      startsAt: null,
      state: 'PROPOSED',
      steps: [at(-1, 9)],
      agenda: [],
      lessons: [],
      reflections: [],
      meeting: null,
    })
    await discussedToday(tx, { ...base, theme: '把课堂提问留给远端', members: company }, now)
    await lookedBack(tx, { ...base, theme: '一节听力课怎样开口', members: company }, at)
    await plan(tx, english, [
      ['颜色词情境教学', 'preparation', day(-7), counted],
      ['一节听力课怎样开口', 'lesson_study', day(-3), null],
      ['天气单元同课异构', 'variants', day(20), null],
      ['期末复习课怎么上', 'preparation', day(45), null],
    ])
    await plan(tx, studio, [['二声部合唱入门', 'lecture', day(30), null]])
  })
}

type Begun = Pick<
  DemoSession,
  'communityId' | 'theme' | 'subject' | 'grade' | 'host' | 'preparer' | 'members' | 'timeZone'
>

/** One whose members meet soon after the first start: its room can be opened and entered. */
async function discussedToday(tx: EntityManager, begun: Begun, now: Date): Promise<void> {
  const startsAt = Math.ceil((now.getTime() + 20 * MINUTE) / (5 * MINUTE)) * 5 * MINUTE
  const agenda = [
    ['主备人说课', 15],
    ['各校分组议一议', 20],
    ['汇总，定共案', 25],
  ] as const
  const { theme, subject, host: chair } = begun
  const room = { title: theme, subject, chair, startsAt, minutes: 60, agenda }
  await storeSession(tx, {
    ...begun,
    summary: '提问单上写好先问哪边、等几秒。今天定下三个必问远端的问题。',
    form: 'preparation',
    startsAt,
    state: 'DISCUSSION',
    steps: [9, 7, 5, 0.2].map((days) => now.getTime() - days * DAY_MS),
    agenda,
    lessons: [],
    reflections: [],
    meeting: null,
    roomAhead: await meetingAhead(tx, { ...room, members: begun.members.filter((one) => one !== chair) }),
  })
}

/** One that was discussed, taught and looked back at, whose reflections are being written. */
async function lookedBack(
  tx: EntityManager,
  begun: Begun,
  at: (days: number, hour: number) => number,
): Promise<void> {
  const { theme, subject, host: chair, members } = begun
  const startsAt = at(-6, 15)
  const [, shi, yue] = members
  const agenda = [
    ['主备人说课', 15],
    ['各校谈学情', 20],
    ['定观课分工', 15],
  ] as const
  const heard = [900, 700, 260, 480].map((seconds, index) => [members[index]?.id ?? '', seconds] as const)
  await storeSession(tx, {
    ...begun,
    summary: '听两遍再开口，还是先开口再听？两种顺序各上一次，比一比孩子说了几句。',
    form: 'lesson_study',
    startsAt,
    state: 'REFLECTION',
    steps: [-16, -14, -12, -6, -5, -4, -3, -1].map((days) => at(days, 16)),
    agenda,
    lessons: await taughtBy(tx, chair.id),
    reflections: shi && yue ? [[shi, '先听再说，孩子敢开口了；可远端只轮到两次。', at(-1, 17)]] : [],
    meeting: await meetingHeld(tx, {
      title: `${theme}：集体研讨`,
      subject,
      chair,
      members: members.filter((one) => one !== chair),
      startsAt,
      minutes: 50,
      agenda,
      turns: [16, 37],
      away: [],
      spokeSeconds: new Map(heard),
    }),
  })
}

/** The newest lesson somebody held that belongs to no session yet. */
async function taughtBy(
  tx: EntityManager,
  lecturerId: string,
): Promise<{ lessonId: string; round: number }[]> {
  const rows = (await tx.query(
    `select l.id from lesson l
      where l.lecturer_id = $1 and l.ended_at is not null and l.plan->>'type' = 'delivery' and l.plan->>'title' not like '颜色%'
        and not exists (select from research_session_lesson x where x.lesson_id = l.id)
      order by l.ended_at desc limit 1`,
    [lecturerId],
  )) as { id: string }[]
  return rows.map(({ id }) => ({ lessonId: id, round: 1 }))
}

/** In the order of the names, with the school each comes from. */
async function peopleOf(tx: EntityManager, names: readonly string[]): Promise<DemoMember[]> {
  const rows = (await tx.query(
    `select distinct on (p.name) p.id, p.name, o.id as "orgId", o.name as "orgName", o.kind <> 'bureau' as "isSchool",
            coalesce(o.urban_rural = any($2), false) as rural
       from person p join post t on t.person_id = p.id join organization o on o.id = t.org_id
      where p.name = any($1) order by p.name, t.from_day`,
    [names, RURAL],
  )) as DemoMember[]
  return names.map((name) => {
    const person = rows.find((row) => row.name === name)
    if (!person) throw new Error(`The demo county has no ${name}`)
    return person
  })
}

async function lessonOf(tx: EntityManager, title: string): Promise<string> {
  const rows = (await tx.query(
    `select id from lesson where plan->>'title' like $1 and plan->>'type' = 'delivery' order by planned_start limit 1`,
    [`${title}%`],
  )) as { id: string }[]
  if (!rows[0]) throw new Error(`The demo county has no lesson ${title}`)
  return rows[0].id
}

interface Founded {
  kind: string
  name: string
  summary: string
  subject: string
  lead: DemoMember
  members: readonly DemoMember[]
  joined: string
}

async function community(tx: EntityManager, founded: Founded): Promise<string> {
  const id = newId()
  const { kind, name, summary, subject, lead, members, joined } = founded
  await tx.query(
    `insert into research_community (id, kind, name, summary, subject, grade_from, grade_to, org_id, lead_id, created_by, created_at)
     values ($1, $2, $3, $4, $5, 3, 6, $6, $7, $7, $8)`,
    [id, kind, name, summary, subject, lead.orgId, lead.id, joined],
  )
  for (const member of [lead, ...members])
    await tx.query(
      `insert into community_member (id, community_id, person_id, org_id, rural, role, joined_on)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [newId(), id, member.id, member.orgId, member.rural, member === lead ? 'lead' : 'member', joined],
    )
  return id
}

type Planned = readonly [title: string, form: DemoSession['form'], dueOn: string, sessionId: string | null]

async function plan(tx: EntityManager, communityId: string, items: readonly Planned[]): Promise<void> {
  for (const [position, [title, form, dueOn, sessionId]] of items.entries())
    await tx.query(
      `insert into research_plan_item (id, community_id, position, title, form, due_on, session_id)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [newId(), communityId, position, title, form, dueOn, sessionId],
    )
}
