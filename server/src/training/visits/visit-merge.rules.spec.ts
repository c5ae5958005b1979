import type { ObservedLesson, VisitRecord } from '@tongke/contract'
import { bothTexts, mergeRecords } from './visit-merge.rules.ts'

const lesson = (id: string, remark = ''): ObservedLesson => ({
  id,
  className: '三年级',
  subject: 'english',
  teacherName: '石小满',
  topic: 'Colours',
  scores: '',
  remark,
})
const BASE: VisitRecord = {
  orgId: 'school',
  day: '2026-03-02',
  purpose: 'guidance',
  note: '',
  companions: '',
  isDone: false,
  lessons: [lesson('a')],
  advice: '多读',
  followUp: '',
  followUpDue: null,
}
const merge = (theirs: Partial<VisitRecord>, mine: Partial<VisitRecord>, base: VisitRecord | null = BASE) =>
  mergeRecords(base, { ...BASE, ...theirs }, { ...BASE, ...mine })

it('takes what one side changed from that side', () => {
  expect(merge({ note: '看课' }, { followUp: '补一节', followUpDue: '2026-04-01' })).toMatchObject({
    note: '看课',
    advice: '多读',
    followUp: '补一节',
    followUpDue: '2026-04-01',
  })
})

it('keeps both words where both wrote, and none of them twice', () => {
  expect(merge({ advice: '多读多说' }, { advice: '少讲' }).advice).toBe('多读多说\n少讲')
  expect(merge({ advice: '多读\n慢一点' }, { advice: '多读\n慢一点\n再写' }).advice).toBe(
    '多读\n慢一点\n再写',
  )
  expect(bothTexts('', '甲', '甲')).toBe('甲')
})

it('keeps lessons of both, and a lesson that one side wrote on while the other took it away', () => {
  const ids = (record: VisitRecord) => record.lessons.map(({ id }) => id)
  expect(
    ids(merge({ lessons: [lesson('a'), lesson('b')] }, { lessons: [lesson('a'), lesson('c')] })),
  ).toEqual(['a', 'b', 'c'])
  expect(ids(merge({ lessons: [] }, { lessons: [lesson('a'), lesson('c')] }))).toEqual(['c'])
  expect(ids(merge({ lessons: [] }, { lessons: [lesson('a', '问得好')] }))).toEqual(['a'])
  expect(merge({ lessons: [lesson('a', '甲')] }, { lessons: [lesson('a', '乙')] }).lessons).toEqual([
    lesson('a', '甲\n乙'),
  ])
})

it('leaves a visit made that either side has made', () => {
  expect(merge({ isDone: true }, {}).isDone).toBe(true)
  expect(merge({}, { isDone: true }).isDone).toBe(true)
})

it('loses nothing when it is not known what was written on', () => {
  const merged = merge({ advice: '甲' }, { advice: '乙', orgId: 'other', lessons: [lesson('b')] }, null)
  expect(merged).toMatchObject({ advice: '甲\n乙', orgId: 'school' })
  expect(merged.lessons.map(({ id }) => id)).toEqual(['a', 'b'])
})
