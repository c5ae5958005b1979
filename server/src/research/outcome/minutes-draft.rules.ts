import { MINUTES_SECTIONS, type MinutesSection, type MinutesSectionKey } from '@tongke/contract'
import type { AgendaTime } from './agenda-times.rules.ts'

interface Stretch {
  readonly from: number
  readonly to: number
}

/** All that the log knows of a session, for its minutes. Times in ms. */
export interface MinutesFacts {
  readonly theme: string
  readonly summary: string
  readonly subject: string
  readonly grade: number
  readonly form: string
  readonly nodePath: readonly string[]
  readonly communityName: string | null
  readonly hostOrgName: string
  readonly mainPreparerName: string
  readonly chairName: string | null
  readonly plannedAt: number | null
  /** When it really took place; empty: it did not yet. */
  readonly held: readonly Stretch[]
  readonly members: readonly {
    readonly name: string
    readonly orgName: string
    readonly rural: boolean
    readonly stretches: readonly Stretch[]
    readonly minutes: number
    readonly percent: number
    readonly attended: boolean
    readonly spokeSeconds: number
  }[]
  readonly counted: boolean
  readonly attendedPercent: number
  readonly agenda: readonly AgendaTime[]
  /** Versions of all designs, oldest first. `design`: the school's name, or null for the common one. */
  readonly versions: readonly {
    readonly design: string | null
    readonly number: number
    readonly name: string
    readonly note: string
    readonly authorName: string
    readonly at: number
    readonly people: readonly string[]
  }[]
  readonly observed: readonly {
    readonly title: string
    readonly lecturerName: string
    readonly observers: readonly string[]
    readonly notes: number
    readonly marks: number
  }[]
  readonly notes: readonly { readonly text: string; readonly authorName: string }[]
  readonly comments: readonly {
    readonly quote: string
    readonly text: string
    readonly authorName: string
    readonly replies: readonly { readonly text: string; readonly authorName: string }[]
  }[]
}

/** How an instant reads in the county. */
export interface MinutesClock {
  /** 2026年11月23日 */
  readonly day: (at: number) => string
  /** 14:30 */
  readonly time: (at: number) => string
}

/** What is printed is Chinese, for whoever reads the paper. */
export const SECTION_TITLES: Record<MinutesSectionKey, string> = {
  facts: '基本情况',
  attendance: '出席情况',
  agenda: '议程与用时',
  designs: '教学设计的修改',
  observation: '观课情况',
  discussion: '研讨要点',
  decisions: '形成的决定',
}

const LONGEST_QUOTES = 20

const rounded = (minutes: number): string => String(Math.round(minutes * 10) / 10)
const minutesIn = ({ from, to }: Stretch): number => (to - from) / 60_000
const sumOf = (stretches: readonly Stretch[]): number =>
  stretches.reduce((sum, one) => sum + minutesIn(one), 0)
const list = (names: readonly string[]): string => names.join('、')

type Draft = Omit<MinutesSection, 'key'>
const section = (columns: readonly string[], rows: readonly (readonly string[])[], text = ''): Draft => ({
  columns: [...columns],
  rows: rows.map((row) => [...row]),
  text,
})

const span = (stretch: Stretch, { time }: MinutesClock): string => `${time(stretch.from)}–${time(stretch.to)}`
const spans = (stretches: readonly Stretch[], clock: MinutesClock): string =>
  stretches.length === 0 ? '—' : stretches.map((one) => span(one, clock)).join('\n')

function factsOf(facts: MinutesFacts, clock: MinutesClock): Draft {
  const { held, plannedAt } = facts
  const planned = plannedAt === null ? '未定' : `${clock.day(plannedAt)} ${clock.time(plannedAt)}（计划）`
  const times = held.map((one) => `${clock.day(one.from)} ${span(one, clock)}`)
  const rows: [string, string | null][] = [
    ['主题', facts.theme],
    ['形式', facts.form],
    ['学科年级', `${facts.subject} ${facts.grade} 年级`],
    ['对应教材', facts.nodePath.length > 0 ? facts.nodePath.join(' / ') : null],
    ['时间', times.length > 0 ? times.join('\n') : planned],
    ['主办单位', facts.hostOrgName],
    ['教研团队', facts.communityName],
    ['主持人', facts.chairName],
    ['主备人', facts.mainPreparerName],
  ]
  return section(
    [],
    rows.flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
    facts.summary,
  )
}

function attendanceOf(facts: MinutesFacts, clock: MinutesClock): Draft {
  const { members, counted, attendedPercent } = facts
  const there = members.filter(({ attended }) => attended)
  const rural = members.filter((one) => one.rural)
  const verdict =
    `应到 ${members.length} 人（乡村教师 ${rural.length} 人），全程参加 ${there.length} 人。` +
    `在场满 ${attendedPercent}% 为全程参加，时间由系统记录。按当前记录，本次活动${counted ? '计入' : '不计入'}同步教研。`
  return section(
    ['姓名', '单位', '在场时段', '在场', '发言', '全程参加'],
    members.map(({ name, orgName, rural: isRural, stretches, minutes, percent, attended, spokeSeconds }) => [
      name,
      isRural ? `${orgName}（乡村）` : orgName,
      spans(stretches, clock),
      `${rounded(minutes)} 分钟（${percent}%）`,
      spokeSeconds === 0 ? '—' : `${rounded(spokeSeconds / 60)} 分钟`,
      attended ? '是' : '否',
    ]),
    verdict,
  )
}

const agendaOf = ({ agenda }: MinutesFacts, clock: MinutesClock): Draft =>
  section(
    ['议题', '计划', '实际时段', '实际用时'],
    agenda.map(({ title, minutes, stretches }) => [
      title,
      `${minutes} 分钟`,
      spans(stretches, clock),
      stretches.length === 0 ? '—' : `${rounded(sumOf(stretches))} 分钟`,
    ]),
  )

const designName = (design: string | null): string => (design === null ? '共案' : `${design}个案`)

const designsOf = ({ versions }: MinutesFacts, { day, time }: MinutesClock): Draft =>
  section(
    ['设计', '版本', '保存时间', '保存人', '修改者', '说明'],
    versions.map(({ design, number, name, note, authorName, at, people }) => [
      designName(design),
      `第 ${number} 版 ${name}`,
      `${day(at)} ${time(at)}`,
      authorName,
      people.length > 0 ? list(people) : authorName,
      note === '' ? '—' : note,
    ]),
  )

const observationOf = ({ observed, notes }: MinutesFacts): Draft =>
  section(
    ['课', '主讲', '交表', '观课人', '记录'],
    observed.map(({ title, lecturerName, observers, notes: written, marks }) => [
      title,
      lecturerName,
      `${observers.length} 份`,
      observers.length > 0 ? list(observers) : '—',
      `${marks} 条，其中文字 ${written} 条`,
    ]),
    notes
      .slice(0, LONGEST_QUOTES)
      .map(({ text, authorName }) => `${authorName}：${text}`)
      .join('\n'),
  )

const discussionOf = ({ comments }: MinutesFacts): Draft =>
  section(
    [],
    [],
    comments
      .slice(0, LONGEST_QUOTES)
      .flatMap(({ quote, text, authorName, replies }) => [
        `${authorName}（就“${quote.slice(0, 40)}”）：${text}`,
        ...replies.map((reply) => `${reply.authorName}（回复）：${reply.text}`),
      ])
      .join('\n'),
  )

/** The newest version of each design is what was agreed on. */
function decisionsOf({ versions }: MinutesFacts): Draft {
  const last = [...Map.groupBy(versions, ({ design }) => design).values()].flatMap((all) => all.at(-1) ?? [])
  return section(
    [],
    [],
    last
      .map(({ design, number, name }) => `${designName(design)}以第 ${number} 版“${name}”为定稿。`)
      .join('\n'),
  )
}

const DRAFTS: Record<MinutesSectionKey, (facts: MinutesFacts, clock: MinutesClock) => Draft> = {
  facts: factsOf,
  attendance: attendanceOf,
  agenda: agendaOf,
  designs: designsOf,
  observation: observationOf,
  discussion: discussionOf,
  decisions: decisionsOf,
}

/** The minutes as the log writes them: tables of what the server knows, and first words for people to go on with. */
export const draftSections = (facts: MinutesFacts, clock: MinutesClock): MinutesSection[] =>
  MINUTES_SECTIONS.map((key) => ({ key, ...DRAFTS[key](facts, clock) }))
