import type { SlotRecord } from '../slot-records.rules.ts'
import { SLOT_COLUMNS, type SlotColumn } from './columns.ts'
import { patternFrom, patternWords, planImport, type Known } from './slot-rows.rules.ts'

let serial = 0
const known = (records: readonly SlotRecord[] = []): Known => ({
  orgId: 'school',
  termId: 'term',
  termWeeks: 18,
  classes: [
    { id: 'c3', name: '三年级1班', room: '301室' },
    { id: 'c4', name: '四年级1班', room: '401室' },
  ],
  teachers: [
    { id: 'lin', name: '林晓雯', countyNo: 'SL-1' },
    { id: 'wang1', name: '王芳', countyNo: 'SL-2' },
    { id: 'wang2', name: '王芳', countyNo: 'SL-3' },
  ],
  records,
  newId: () => `new-${(serial += 1)}`,
})

const row = (line: number, cells: Partial<Record<SlotColumn, string>>) => ({
  line,
  cells: {
    ...(Object.fromEntries(SLOT_COLUMNS.map(({ key }) => [key, ''])) as Record<SlotColumn, string>),
    class: '三年级1班',
    weekday: '星期一',
    period: '1',
    subject: '语文',
    ...cells,
  },
})

describe('the workbook of a timetable', () => {
  it.each([
    ['', { kind: 'all' }],
    ['单周', { kind: 'odd' }],
    ['第1-3，5周', { kind: 'list', weeks: [1, 2, 3, 5] }],
  ])('reads the weeks %s', (text, pattern) => {
    expect(patternFrom(text)).toEqual(pattern)
    expect(patternFrom(patternWords(pattern as never))).toEqual(pattern)
  })

  it.each(['3-1', '31', 'x'])('reads no weeks from %s', (text) => {
    expect(patternFrom(text)).toBeNull()
  })

  it('makes slots, and nothing of the same file again', () => {
    const rows = [
      row(2, { teacher: '林晓雯' }),
      row(3, { period: '2', subject: '音乐', teacher: '王芳', teacherNo: 'SL-3' }),
    ]
    const first = planImport(rows, known())
    expect(first).toMatchObject({ creates: 2, updates: 0, removes: [], problems: [] })
    expect(first.upserts.map(({ teacherId, room }) => [teacherId, room])).toEqual([
      ['lin', '301室'],
      ['wang2', '301室'],
    ])
    expect(planImport(rows, known(first.upserts))).toMatchObject({
      creates: 0,
      updates: 0,
      unchanged: 2,
      removes: [],
    })
  })

  it('removes what the file leaves out of its classes, and nothing of other classes', () => {
    const { upserts } = planImport(
      [row(2, {}), row(3, { period: '2' }), row(4, { class: '四年级1班' })],
      known(),
    )
    const again = planImport([row(2, { subject: '数学' })], known(upserts))
    expect(again).toMatchObject({ creates: 0, updates: 1, removes: [upserts[1]?.id] })
  })

  it('names every wrong cell by line and column', () => {
    const rows = [
      row(2, { class: '五年级9班', weekday: '九', subject: '骑马' }),
      row(3, { teacher: '王芳' }),
      row(4, { teacher: '不在' }),
      row(5, {}),
      row(6, {}),
      row(7, { period: '3', mode: '同步听讲' }),
    ]
    expect(planImport(rows, known()).problems.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'rows.2.class unknown',
      'rows.2.weekday invalid',
      'rows.2.subject unknown',
      'rows.3.teacher ambiguous',
      'rows.4.teacher unknown',
      'rows.6.period twice',
      'rows.7.mode sync',
    ])
  })
})
