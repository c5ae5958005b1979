import type { RepairKind, RepairState, RoomProblem, RoomReport, RoomState } from '@tongke/contract'
import type { DataSource, EntityManager } from 'typeorm'
import { newId } from '../platform/id.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

interface Device {
  id: string
  name: string
  orgName: string
  condition: 'OK' | 'REPAIR'
}

const REPORT: RoomReport = {
  place: 'home',
  camera: 'ok',
  microphone: 'ok',
  microphoneLevel: -41.5,
  storage: { quotaMb: 61_440, usedMb: 820 },
  browser: 'Edge 126',
  chromiumVersion: 126,
  system: 'Windows NT 10.0; Win64',
  screen: { width: 1920, height: 1080, scale: 1 },
  page: 'demo',
  rttMs: 38,
  downKbps: 9_400,
}

interface Told {
  report?: Partial<RoomReport>
  state: RoomState
  problems?: RoomProblem[]
}

const GOOD: Told = { state: 'GOOD' }
/** What some rooms of the demo suffer from, by the school; all others are well. */
const TROUBLES: Readonly<Record<string, Told>> = {
  云岭教学点: {
    state: 'WARN',
    report: { camera: 'missing', rttMs: 210, downKbps: 1_900 },
    problems: [{ kind: 'camera', verdict: 'AMBER', value: null, limit: null }],
  },
  渡口村小学: {
    state: 'WARN',
    report: { browser: 'Chrome 100', chromiumVersion: 100, system: 'Windows NT 6.1' },
    problems: [{ kind: 'browser', verdict: 'AMBER', value: 100, limit: 109 }],
  },
}

/**
 * Rooms of the demo county as they reported on the last days, what was judged before its past lessons, and repairs in every state.
 * No demo room is online: none of them has a browser.
 */
export async function seedDemoRooms(source: DataSource, now: Date): Promise<void> {
  await source.transaction(async (tx) => {
    await tx.query(
      `update organization set contact = '电教 0999-21' || lpad((row_number)::text, 5, '0') || '（虚构）'
         from (select id as centre, row_number() over (order by name) from organization where kind = 'centre') c where id = c.centre`,
    )
    const devices = (await tx.query(
      `select d.id, d.name, d.condition, o.name as "orgName" from device d join organization o on o.id = d.org_id order by o.name, d.name`,
    )) as Device[]
    for (const [index, device] of devices.entries())
      if (device.condition === 'OK') await history(tx, device, now, index)
    await judgements(tx)
    await repairs(tx, devices, now)
  })
}

/** Three school days, from a quarter to eight to half past four, each room a little later than the other. */
async function history(tx: EntityManager, device: Device, now: Date, index: number): Promise<void> {
  const told = TROUBLES[device.orgName] ?? GOOD
  let last: number | null = null
  for (const daysAgo of [3, 2, 1])
    for (const minutes of [0, 10, 20, 130, 260, 400, 520]) {
      const at = now.getTime() - daysAgo * DAY - 6 * HOUR + minutes * MINUTE + index * 20_000
      if (at >= now.getTime() - 5 * MINUTE) continue
      last = at
      await tx.query(
        'insert into room_sample (device_id, at, state, problems, report) values ($1, $2, $3, $4, $5)',
        [
          device.id,
          new Date(at),
          told.state,
          JSON.stringify(told.problems ?? []),
          JSON.stringify(reportOf(told, minutes)),
        ],
      )
    }
  if (last === null) return
  await tx.query('insert into room_report (device_id, at, report) values ($1, $2, $3)', [
    device.id,
    new Date(last),
    JSON.stringify(reportOf(told, 0)),
  ])
  await tx.query('update device set last_seen_at = $2 where id = $1', [device.id, new Date(last)])
}

const reportOf = ({ report }: Told, minutes: number): RoomReport => ({
  ...REPORT,
  microphoneLevel: Math.round((-38 - (minutes % 7) * 1.3) * 10) / 10,
  ...report,
})

/** Before every lesson that was: green, but amber where the room has its trouble. */
async function judgements(tx: EntityManager): Promise<void> {
  const rooms = (await tx.query(
    `select d.id as "deviceId", l.id as "lessonId", l.planned_start as at, o.name as "orgName"
       from lesson l join lesson_leg g on g.lesson_id = l.id join device d on d.class_id = g.class_id
       join organization o on o.id = d.org_id where l.status = 'SETTLED'`,
  )) as { deviceId: string; lessonId: string; at: Date; orgName: string }[]
  for (const { deviceId, lessonId, at, orgName } of rooms) {
    const trouble = TROUBLES[orgName]
    await tx.query(
      'insert into room_readiness (device_id, lesson_id, at, verdict, problems) values ($1, $2, $3, $4, $5)',
      [
        deviceId,
        lessonId,
        new Date(at.getTime() - 15 * MINUTE),
        trouble ? 'AMBER' : 'GREEN',
        JSON.stringify(trouble?.problems ?? []),
      ],
    )
  }
}

interface Repair {
  school: string
  kind: RepairKind
  state: RepairState
  hoursAgo: number
  /** Who told it; null is the system. */
  by: string | null
  text: string
  keeper: string
  fixedAfterHours?: number
  fix?: string
}

const REPAIRS: readonly Repair[] = [
  {
    school: '石桥村小学',
    kind: 'sound',
    state: 'OPEN',
    hoursAgo: 3,
    by: '石小满',
    text: '左边音箱有杂音，孩子们听不清。',
    keeper: '陆云舒',
  },
  {
    school: '云岭教学点',
    kind: 'camera',
    state: 'ACKNOWLEDGED',
    hoursAgo: 26,
    by: null,
    text: '',
    keeper: '陆云舒',
  },
  {
    school: '石桥村小学',
    kind: 'network',
    state: 'CLOSED',
    hoursAgo: 150,
    by: '石小满',
    text: '下雨以后一直断线。',
    keeper: '陆云舒',
    fixedAfterHours: 5,
    fix: '换了屋外的网线接头，已经稳定。',
  },
  {
    school: '云岭教学点',
    kind: 'microphone',
    state: 'FIXED',
    hoursAgo: 54,
    by: null,
    text: '',
    keeper: '陆云舒',
    fixedAfterHours: 20,
    fix: '麦克风插头松了，已插紧。',
  },
]

async function repairs(tx: EntityManager, devices: readonly Device[], now: Date): Promise<void> {
  for (const repair of REPAIRS) {
    const device = devices.find(({ orgName, condition }) => orgName === repair.school && condition === 'OK')
    if (device) await addRepair(tx, device.id, repair, now)
  }
}

async function addRepair(tx: EntityManager, deviceId: string, repair: Repair, now: Date): Promise<void> {
  const personOf = async (name: string | null) => {
    const [row] = (await tx.query('select id from person where name = $1 limit 1', [name])) as {
      id: string
    }[]
    return row?.id ?? null
  }
  const { kind, state, fixedAfterHours } = repair
  const [teller, keeper] = [await personOf(repair.by), await personOf(repair.keeper)]
  const openedAt = new Date(now.getTime() - repair.hoursAgo * HOUR)
  const takenAt = state === 'OPEN' ? null : new Date(openedAt.getTime() + HOUR)
  const fixedAt = fixedAfterHours === undefined ? null : new Date(openedAt.getTime() + fixedAfterHours * HOUR)
  const closedAt = state === 'CLOSED' && fixedAt ? new Date(fixedAt.getTime() + 2 * HOUR) : null
  const id = newId()
  await tx.query(
    `insert into repair_ticket (id, device_id, kind, state, opened_by, opened_at, acknowledged_by, acknowledged_at, fixed_at,
       closed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [id, deviceId, kind, state, teller, openedAt, takenAt && keeper, takenAt, fixedAt, closedAt],
  )
  const happened: [string, Date | null, string | null, string][] = [
    ['opened', openedAt, teller, repair.text],
    ['acknowledged', takenAt, keeper, ''],
    ['fixed', fixedAt, keeper, repair.fix ?? ''],
    ['closed', closedAt, keeper, ''],
  ]
  for (const [event, at, person, text] of happened)
    if (at)
      await tx.query(
        'insert into repair_event (id, ticket_id, at, kind, person_id, text) values ($1, $2, $3, $4, $5, $6)',
        [newId(), id, at, event, person, text],
      )
}
