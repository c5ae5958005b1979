import type { ObservedLesson, VisitRecord } from '@tongke/contract'
import type { DataSource, EntityManager } from 'typeorm'
import { DAY_MS } from '../lessons/day-window.rules.ts'
import { dayIn } from '../platform/day.rules.ts'
import { newId } from '../platform/id.ts'

interface DemoVisit {
  readonly visitor: string
  readonly school: string
  /** From today. */
  readonly day: number
  readonly purpose: VisitRecord['purpose']
  readonly note: string
  readonly advice?: string
  readonly followUp?: string
  readonly due?: number
  readonly answer?: string
  readonly lessons?: readonly Omit<ObservedLesson, 'id'>[]
}

const VISITS: readonly DemoVisit[] = [
  {
    visitor: '沈研秋',
    school: '石桥村小学',
    day: 2,
    purpose: 'guidance',
    note: '看三年级同步英语课，和助教老师一起备下一节。',
  },
  {
    visitor: '林晓雯',
    school: '云岭教学点',
    day: 5,
    purpose: 'send_teaching',
    note: '带一节“颜色”示范课，和岳老师商量复式班怎么安排。',
  },
  {
    visitor: '沈研秋',
    school: '石桥村小学',
    day: -20,
    purpose: 'observation',
    note: '听两节课，看远端互动。',
    advice: '助教把问题再说一遍，孩子们更敢举手；课后留五分钟让每个孩子读一遍。',
    followUp: '每周三加一次十分钟的跟读，两周后说说效果。',
    due: -3,
    lessons: [
      {
        className: '三年级',
        subject: 'english',
        teacherName: '石小满',
        topic: '颜色 Colours',
        scores: '良',
        remark: '远端孩子一共上台四次，等待时间偏短。',
      },
      {
        className: '三年级',
        subject: 'chinese',
        teacherName: '石小满',
        topic: '搭船的鸟',
        scores: '优',
        remark: '朗读指导细，板书清楚。',
      },
    ],
  },
  {
    visitor: '沈研秋',
    school: '梨花村小学',
    day: -35,
    purpose: 'guidance',
    note: '看音乐课。',
    advice: '钢琴声压过了孩子的声音，伴奏音量减一半。',
    followUp: '调好音响再录一段发来。',
    due: -21,
    answer: '音响换到教室后面，孩子们的声音听得清了，录音已经交给协调员。',
    lessons: [
      {
        className: '四年级',
        subject: 'music',
        teacherName: '周乐山',
        topic: '茉莉花',
        scores: '良',
        remark: '听辨环节好，齐唱时乡村班落后半拍。',
      },
    ],
  },
]

/** Visits of the demo county: planned, made with a follow-up that is due, and answered. */
export async function seedDemoVisits(source: DataSource, timeZone: string, now: Date): Promise<void> {
  await source.transaction(async (tx) => {
    for (const visit of VISITS) await make(tx, visit, timeZone, now)
  })
}

async function make(tx: EntityManager, visit: DemoVisit, timeZone: string, now: Date): Promise<void> {
  const [place] = (await tx.query(
    `select o.id as "orgId", p.id as "visitorId",
            (select t.person_id from post t where t.org_id = o.id and t.role = 'head' limit 1) as "headId"
       from organization o, person p where o.name = $1 and p.name = $2`,
    [visit.school, visit.visitor],
  )) as { orgId: string; visitorId: string; headId: string | null }[]
  if (!place) return
  const later = (days: number) => new Date(now.getTime() + days * DAY_MS)
  const day = (days: number) => dayIn(timeZone, later(days))
  const isDone = visit.day < 0
  const answer = place.headId ? (visit.answer ?? null) : null
  const record: VisitRecord = {
    orgId: place.orgId,
    day: day(visit.day),
    purpose: visit.purpose,
    note: visit.note,
    companions: '',
    isDone,
    lessons: (visit.lessons ?? []).map((lesson) => ({ ...lesson, id: newId() })),
    advice: visit.advice ?? '',
    followUp: visit.followUp ?? '',
    followUpDue: visit.due === undefined ? null : day(visit.due),
  }
  const id = newId()
  const written = isDone ? later(visit.day) : now
  await tx.query(
    `insert into visit (id, visitor_id, org_id, day, purpose, note, companions, state, advice, follow_up, follow_up_due,
       done_at, answer, answered_by, answered_at, revision, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, '', $7, $8, $9, $10, $11, $12, $13, $14, 1, $15, $15)`,
    [
      id,
      place.visitorId,
      place.orgId,
      record.day,
      record.purpose,
      record.note,
      answer === null ? (isDone ? 'DONE' : 'PLANNED') : 'FOLLOWED',
      record.advice,
      record.followUp,
      record.followUpDue,
      isDone ? written : null,
      answer,
      answer === null ? null : place.headId,
      answer === null ? null : later((visit.due ?? 0) - 2),
      written,
    ],
  )
  for (const [position, lesson] of record.lessons.entries())
    await tx.query(
      `insert into visit_lesson (visit_id, id, position, class_name, subject, teacher_name, topic, scores, remark)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        id,
        lesson.id,
        position,
        lesson.className,
        lesson.subject,
        lesson.teacherName,
        lesson.topic,
        lesson.scores,
        lesson.remark,
      ],
    )
  await tx.query(
    'insert into visit_save (key, visit_id, revision, sent, record, at) values ($1, $2, 1, $3, $3, $4)',
    [newId(), id, JSON.stringify(record), written],
  )
}
