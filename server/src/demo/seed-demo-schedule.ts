import type { PairingState, PairingType, Subject } from '@tongke/contract'
import type { DataSource, EntityManager } from 'typeorm'
import { newId } from '../platform/id.ts'
import {
  BellRow,
  BellScheduleRow,
  DaySpanRow,
  SchoolYearRow,
  SwapDayRow,
  TermRow,
} from '../schedule/calendar/calendar.entity.ts'
import { CoursePlanRow, PlanHoursRow, PlanShareRow } from '../schedule/course-plan/course-plan.entity.ts'
import { STANDARD_SHARES, standardHours } from '../schedule/course-plan/standard-plan.ts'
import { PairingRow } from '../schedule/pairings/pairing.entity.ts'
import {
  EARLY_WINTER_BELLS,
  SUMMER_BELLS,
  WINTER_BELLS,
  demoCalendar,
  winterOf,
} from './demo-calendar.rules.ts'

interface InventedPairing {
  readonly type: PairingType
  /** School and grade of the class that lectures; a string alone: a school outside the county. */
  readonly host: readonly [string, number] | string
  readonly rural: readonly [string, number]
  readonly subjects: readonly Subject[]
  readonly state: PairingState
  readonly signed?: 'host' | 'rural'
  readonly reason?: string
}

const FIRST = '示例市第一实验小学'
const BROOK = '示例市清溪路小学'

/** One agreement in every state, and one rural school (松坡教学点) with none at all. */
const PAIRINGS: readonly InventedPairing[] = [
  { type: 'aid', host: [FIRST, 3], rural: ['石桥村小学', 3], subjects: ['english'], state: 'ACTIVE' },
  {
    type: 'aid',
    host: [FIRST, 3],
    rural: ['云岭教学点', 3],
    subjects: ['english', 'music'],
    state: 'ACTIVE',
  },
  { type: 'partner', host: [BROOK, 4], rural: ['柳湾村小学', 4], subjects: ['music'], state: 'ACTIVE' },
  {
    type: 'partner',
    host: [BROOK, 3],
    rural: ['泉眼村小学', 3],
    subjects: ['music', 'english'],
    state: 'ACTIVE',
  },
  { type: 'group', host: [BROOK, 5], rural: ['枫林乡中心小学', 5], subjects: ['ict'], state: 'ACTIVE' },
  { type: 'entrusted', host: [FIRST, 5], rural: ['渡口村小学', 5], subjects: [], state: 'ACTIVE' },
  {
    type: 'district',
    host: ['鹤鸣镇中心小学', 4],
    rural: ['芦塘村小学', 4],
    subjects: ['fine_art'],
    state: 'ACTIVE',
  },
  {
    type: 'community',
    host: '邻市光明小学',
    rural: ['鹭洲教学点', 1],
    subjects: ['english'],
    state: 'ACTIVE',
  },
  {
    type: 'aid',
    host: [FIRST, 4],
    rural: ['梨花村小学', 4],
    subjects: ['english'],
    state: 'PENDING',
    signed: 'rural',
  },
  { type: 'partner', host: [BROOK, 2], rural: ['梨花村小学', 2], subjects: ['music'], state: 'DRAFT' },
  {
    type: 'aid',
    host: [FIRST, 6],
    rural: ['渡口村小学', 6],
    subjects: ['science'],
    state: 'FROZEN',
    reason: '主讲教师外出培训，暂停两周',
  },
  {
    type: 'partner',
    host: [BROOK, 6],
    rural: ['柳湾村小学', 6],
    subjects: ['fine_art'],
    state: 'CANCELLED',
    reason: '两校作息对不上，改由其他班级结对',
  },
]

/** One school year with its days, bells, a course plan in force, and agreements between schools. */
export async function seedDemoSchedule(source: DataSource, today: string, now: Date): Promise<void> {
  await source.transaction(async (tx) => {
    const termId = await placeCalendar(tx, today)
    const officerId = await personIn(tx, 'officer', '示例市教育局')
    await placeBells(tx, today)
    await placePlan(tx, today, now, officerId)
    for (const pairing of PAIRINGS) await placePairing(tx, pairing, { termId, officerId, now })
  })
}

/** @returns the id of the running term */
async function placeCalendar(tx: EntityManager, today: string): Promise<string> {
  const { schoolYear, terms, spans, swaps } = demoCalendar(today)
  const rows = terms.map((term) => ({ ...term, id: newId(), schoolYear }))
  await tx.insert(SchoolYearRow, { year: schoolYear, revision: 1 })
  await tx.insert(TermRow, rows)
  await tx.insert(
    DaySpanRow,
    spans.map((span) => ({ ...span, id: newId(), schoolYear })),
  )
  await tx.insert(
    SwapDayRow,
    swaps.map((swap) => ({ ...swap, schoolYear })),
  )
  const running = rows.find(({ startsOn, endsOn }) => startsOn <= today && today <= endsOn)
  if (!running) throw new Error('The demo has no running term')
  return running.id
}

async function placeBells(tx: EntityManager, today: string): Promise<void> {
  const { schoolYear } = demoCalendar(today)
  const tables = [
    { name: '示例市教育局', winter: WINTER_BELLS },
    { name: '鹤鸣镇中心小学', winter: EARLY_WINTER_BELLS },
  ]
  for (const { name, winter } of tables) {
    const orgId = await organization(tx, name)
    const key = { orgId, schoolYear }
    await tx.insert(BellScheduleRow, { ...key, season: 'summer', from: null, to: null, revision: 1 })
    await tx.insert(BellScheduleRow, { ...key, season: 'winter', ...winterOf(schoolYear), revision: 1 })
    await tx.insert(
      BellRow,
      SUMMER_BELLS.map((bell) => ({ ...bell, ...key, season: 'summer' as const })),
    )
    await tx.insert(
      BellRow,
      winter.map((bell) => ({ ...bell, ...key, season: 'winter' as const })),
    )
  }
}

async function placePlan(tx: EntityManager, today: string, now: Date, officerId: string): Promise<void> {
  const planId = newId()
  const plan = {
    id: planId,
    schoolYear: demoCalendar(today).schoolYear,
    layer: 'national' as const,
    orgId: null,
    schoolSystem: 'six_three' as const,
    sourceDoc: '义务教育课程方案（2022年版）· 示例课时表',
    approvedBy: null,
    approvedAt: null,
    inForceAt: null,
    createdBy: officerId,
    createdAt: now,
    updatedAt: now,
    revision: 1,
  }
  await tx.insert(CoursePlanRow, { ...plan, state: 'DRAFT' })
  await tx.insert(
    PlanHoursRow,
    standardHours().map((one) => ({ ...one, planId })),
  )
  await tx.insert(
    PlanShareRow,
    STANDARD_SHARES.map((share) => ({ ...share, planId })),
  )
  await tx.update(CoursePlanRow, planId, {
    state: 'IN_FORCE',
    approvedBy: officerId,
    approvedAt: now,
    inForceAt: now,
    revision: 3,
  })
}

interface Around {
  readonly termId: string
  readonly officerId: string
  readonly now: Date
}

async function placePairing(tx: EntityManager, pairing: InventedPairing, around: Around): Promise<void> {
  const { type, host, rural, state, reason = null } = pairing
  const { officerId, now } = around
  const listening = await classAt(tx, rural)
  const lecture = typeof host === 'string' ? null : await classAt(tx, host)
  const ruralHead = await personIn(tx, 'head', rural[0])
  const hostHead = typeof host === 'string' ? officerId : await personIn(tx, 'head', host[0])
  const isSigned = (side: 'host' | 'rural') =>
    pairing.signed === side || ['ACTIVE', 'FROZEN', 'CANCELLED'].includes(state)
  const isActivated = isSigned('host') && isSigned('rural')
  await tx.insert(PairingRow, {
    id: newId(),
    type,
    hostOrgId: lecture?.orgId ?? null,
    outsideHost: typeof host === 'string' ? host : null,
    lectureClassId: lecture?.id ?? null,
    ruralOrgId: listening.orgId,
    listeningClassId: listening.id,
    termId: around.termId,
    subjects: [...pairing.subjects],
    lessonsGoal: 16,
    researchGoal: 4,
    visitsGoal: 1,
    note: '',
    agreementSha: null,
    agreementName: null,
    state,
    hostSignedBy: isSigned('host') ? hostHead : null,
    hostSignerName: typeof host === 'string' && isSigned('host') ? '陈望山' : null,
    hostSignedAt: isSigned('host') ? now : null,
    ruralSignedBy: isSigned('rural') ? ruralHead : null,
    ruralSignedAt: isSigned('rural') ? now : null,
    activatedBy: isActivated ? officerId : null,
    activatedAt: isActivated ? now : null,
    reason,
    endedAt: state === 'CANCELLED' ? now : null,
    endedBy: state === 'CANCELLED' ? officerId : null,
    lessonsRevokedAt: state === 'CANCELLED' ? now : null,
    createdBy: officerId,
    createdAt: now,
    updatedAt: now,
    revision: 1,
  })
}

async function classAt(
  tx: EntityManager,
  [school, grade]: readonly [string, number],
): Promise<{ id: string; orgId: string }> {
  const [found] = (await tx.query(
    `select c.id, c.org_id as "orgId" from school_class c join organization o on o.id = c.org_id
      where o.name = $1 and $2 = any(c.grades) order by c.name limit 1`,
    [school, grade],
  )) as { id: string; orgId: string }[]
  if (!found) throw new Error(`No class of grade ${grade} at ${school}`)
  return found
}

async function personIn(tx: EntityManager, role: string, school: string): Promise<string> {
  const [found] = (await tx.query(
    `select t.person_id as id from post t join organization o on o.id = t.org_id
      where o.name = $1 and t.role = $2 order by t.id limit 1`,
    [school, role],
  )) as { id: string }[]
  if (!found) throw new Error(`No ${role} at ${school}`)
  return found.id
}

async function organization(tx: EntityManager, name: string): Promise<string> {
  const [found] = (await tx.query('select id from organization where name = $1', [name])) as { id: string }[]
  if (!found) throw new Error(`No ${name}`)
  return found.id
}
