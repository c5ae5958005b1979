import type { Subject } from '@tongke/contract'
import type { DataSource } from 'typeorm'
import { Clock } from '../platform/clock.ts'
import type { Config } from '../platform/config.ts'
import { Database } from '../platform/database/database.ts'
import { newId } from '../platform/id.ts'
import { weekCountOf } from '../schedule/timetable/term-weeks.rules.ts'
import type { SlotRecord } from '../schedule/timetable/slot-records.rules.ts'
import { SlotStore } from '../schedule/timetable/slot-store.ts'
import { demoWeek, type DemoSlot, type DemoTeacher, type FixedSlot } from './demo-timetable.rules.ts'

interface InventedSync {
  readonly subject: Subject
  readonly grade: number
  readonly host: string
  /** Null: whoever of the school teaches the subject. */
  readonly lecturer: string | null
  readonly rural: readonly { readonly school: string; readonly assistant?: string }[]
  readonly places: readonly (readonly [weekday: number, period: number])[]
}

const FIRST = '示例市第一实验小学'
const BROOK = '示例市清溪路小学'

/** The synchronized lessons of the week, along the agreements in force. */
const SYNCED: readonly InventedSync[] = [
  {
    subject: 'english',
    grade: 3,
    host: FIRST,
    lecturer: '林晓雯',
    rural: [
      { school: '石桥村小学', assistant: '石小满' },
      { school: '云岭教学点', assistant: '岳青禾' },
    ],
    places: [
      [2, 2],
      [4, 2],
    ],
  },
  {
    subject: 'music',
    grade: 4,
    host: BROOK,
    lecturer: '周乐山',
    rural: [{ school: '柳湾村小学' }],
    places: [
      [3, 3],
      [5, 4],
    ],
  },
  {
    subject: 'music',
    grade: 3,
    host: BROOK,
    lecturer: '周乐山',
    rural: [{ school: '泉眼村小学' }],
    places: [
      [1, 3],
      [4, 4],
    ],
  },
  {
    subject: 'ict',
    grade: 5,
    host: BROOK,
    lecturer: null,
    rural: [{ school: '枫林乡中心小学' }],
    places: [[5, 2]],
  },
  {
    subject: 'science',
    grade: 5,
    host: FIRST,
    lecturer: null,
    rural: [{ school: '渡口村小学' }],
    places: [
      [1, 4],
      [3, 4],
    ],
  },
  {
    subject: 'fine_art',
    grade: 4,
    host: '鹤鸣镇中心小学',
    lecturer: null,
    rural: [{ school: '芦塘村小学' }],
    places: [
      [2, 4],
      [5, 3],
    ],
  },
]

interface ClassRow {
  readonly id: string
  readonly orgId: string
  readonly orgName: string
  readonly grades: number[]
  readonly room: string | null
}

interface TeacherRow extends DemoTeacher {
  readonly name: string
  readonly orgId: string
}

interface Sync extends FixedSlot {
  readonly lectureOf: string | null
  readonly key: string
}

/** A full week for every class of the county in the running term, some lessons of it synchronized. */
export async function seedDemoTimetable(source: DataSource, config: Config, today: string): Promise<void> {
  const database = new Database(source)
  const store = new SlotStore(database, new Clock(config))
  const [term] = await database.rows<{ id: string; startsOn: string; endsOn: string; schoolYear: number }>(
    `select id, starts_on as "startsOn", ends_on as "endsOn", school_year as "schoolYear" from term
      where $1::date between starts_on and ends_on`,
    [today],
  )
  if (!term) return
  const classes = await database.rows<ClassRow>(
    `select c.id, c.org_id as "orgId", o.name as "orgName", c.grades, c.room from school_class c
       join organization o on o.id = c.org_id where c.school_year = $1 order by o.path, c.grades`,
    [term.schoolYear],
  )
  const teachers = await database.rows<TeacherRow>(
    `select p.id, p.name, p.subjects, t.org_id as "orgId" from person p join post t on t.person_id = p.id
      where t.role in ('teacher', 'head') order by p.county_no`,
  )
  const synced = SYNCED.flatMap((one, at) => syncOf(one, at, classes, teachers))
  const records = [...new Set(classes.map(({ orgId }) => orgId))].flatMap((orgId) => {
    const own = classes.filter((one) => one.orgId === orgId)
    const week = demoWeek(
      own,
      teachers.filter((one) => one.orgId === orgId),
      synced.filter(({ classId }) => own.some(({ id }) => id === classId)),
    )
    return week.map((slot) => recordOf(slot, term.id, own))
  })
  const several = new Set(classes.filter(({ grades }) => grades.length > 1).map(({ id }) => id))
  const linked = link(records, synced, several)
  await database.transaction((tx) => store.save(tx, linked, weekCountOf(term)))
}

function syncOf(
  { subject, grade, host, lecturer, rural, places }: InventedSync,
  at: number,
  classes: readonly ClassRow[],
  teachers: readonly TeacherRow[],
): Sync[] {
  const classAt = (school: string) =>
    classes.find(({ orgName, grades }) => orgName === school && grades.includes(grade))
  const home = classAt(host)
  if (!home) throw new Error(`The demo county has no grade ${grade} at ${host}`)
  const staff = teachers.filter(({ orgId }) => orgId === home.orgId)
  const giver =
    staff.find(({ name }) => name === lecturer) ??
    staff.find(({ subjects }) => subjects.includes(subject)) ??
    staff[0]
  return places.flatMap(([weekday, period]) => {
    const key = `${at} ${weekday} ${period}`
    const base = { weekday, period, subject, key }
    const legs = rural.map(({ school, assistant }): Sync => {
      const listening = classAt(school)
      if (!listening) throw new Error(`The demo county has no grade ${grade} at ${school}`)
      const helpers = teachers.filter(({ orgId }) => orgId === listening.orgId)
      const helper = helpers.find(({ name }) => name === assistant) ?? helpers[0]
      const grades = listening.grades.length > 1 ? [grade] : null
      return { ...base, classId: listening.id, grades, teacherId: helper?.id ?? null, lectureOf: home.id }
    })
    return [
      { ...base, classId: home.id, grades: null, teacherId: giver?.id ?? null, lectureOf: null },
      ...legs,
    ]
  })
}

const recordOf = (slot: DemoSlot, termId: string, classes: readonly ClassRow[]): SlotRecord => {
  const home = classes.find(({ id }) => id === slot.classId)
  return {
    id: newId(),
    termId,
    orgId: home?.orgId ?? '',
    classId: slot.classId,
    weeks: { kind: 'all' },
    weekday: slot.weekday,
    period: slot.period,
    subject: slot.subject,
    teacherId: slot.teacherId,
    room: home?.room ?? null,
    mode: 'local',
    ownStart: null,
    ownEnd: null,
    grades: slot.grades,
    quietSubject: slot.quiet?.subject ?? null,
    quietTask: slot.quiet?.task ?? null,
    lectureSlotId: null,
    adapted: false,
    editionMapped: false,
    reasons: {},
    revision: 1,
  }
}

/** The fixed ones become lectures and those who listen to them. */
function link(
  records: readonly SlotRecord[],
  synced: readonly Sync[],
  several: ReadonlySet<string>,
): SlotRecord[] {
  const at = ({ classId, weekday, period }: Pick<SlotRecord, 'classId' | 'weekday' | 'period'>) =>
    `${classId} ${weekday} ${period}`
  const idOf = new Map(records.map((record) => [at(record), record.id]))
  const sync = new Map(synced.map((one) => [at(one), one]))
  return records.map((record): SlotRecord => {
    const one = sync.get(at(record))
    if (!one) return record
    if (one.lectureOf === null) return { ...record, mode: 'sync-lecture' }
    const lecture = synced.find(({ key, lectureOf }) => key === one.key && lectureOf === null)
    const lectureSlotId = lecture ? (idOf.get(at(lecture)) ?? null) : null
    return {
      ...record,
      mode: 'sync-listen',
      lectureSlotId,
      editionMapped: true,
      adapted: several.has(record.classId) && record.grades === null,
    }
  })
}
