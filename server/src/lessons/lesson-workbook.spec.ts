import type { LegLedger } from '@tongke/contract'
import ExcelJS from 'exceljs'
import { LEG, MINUTE, stateOf, T } from './lesson.fixtures.ts'
import { lessonWorkbook } from './lesson-workbook.ts'

const leg: LegLedger = {
  legId: LEG,
  orgName: '=村小',
  className: '三年级',
  assistantName: '助教1',
  intervals: [
    { from: T, to: T + 20 * MINUTE },
    { from: T + 25 * MINUTE, to: T + 37.5 * MINUTE },
  ],
  plannedMinutes: 40,
  onlineMinutes: 32.5,
  modeMinutes: { full: 20, low: 4, image: 0, audio: 8.5, off: 7.5 },
  interruptions: 1,
  interactions: 3,
  headcount: { expected: 12, present: 10, leave: 1, absent: 1 },
  result: 'FULL',
}

async function sheetsOf(...legs: LegLedger[]) {
  const book = new ExcelJS.Workbook()
  const bytes = await lessonWorkbook(stateOf({ status: 'ENDED' }), legs, 'Asia/Shanghai')
  await book.xlsx.load(bytes as unknown as ArrayBuffer)
  const rows = (name: string, from: number) => {
    const values: unknown[][] = []
    book.getWorksheet(name)?.eachRow((row, at) => {
      if (at >= from) values.push((row.values as unknown[]).slice(1))
    })
    return values
  }
  return { sums: rows('连线台账', 4), times: rows('在线时段', 2) }
}

test('minutes, counts and the result of every class are in the workbook', async () => {
  const { sums, times } = await sheetsOf(leg, { ...leg, orgName: '另一所', result: 'PARTIAL' })
  expect(sums[0]?.slice(0, 3)).toEqual(["'=村小", '三年级', '助教1'])
  expect(sums[0]?.slice(3, -1)).toEqual([40, 32.5, 20, 4, 0, 8.5, 7.5, 1, 3, 12, 10, 1, 1])
  expect(sums[0]?.at(-1)).toBe('完整')
  expect([sums.length, sums[1]?.at(-1)]).toEqual([2, '部分'])
  expect(times.map((row) => row.at(-1))).toEqual([20, 12.5, 20, 12.5])
  expect(times[0]?.slice(2, 4)).toEqual(['2026/3/2 09:10:00', '2026/3/2 09:30:00'])
})

test.each([
  ['FALLBACK_LOCAL', '本地授课'],
  ['ABSENT', '缺席'],
  [null, '未结束'],
] as const)('%s is written %s', async (result, word) => {
  const { sums } = await sheetsOf({ ...leg, headcount: null, result })
  expect(sums[0]?.at(-1)).toBe(word)
})
