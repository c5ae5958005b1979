import { excerptOf, markedIn, readAsOf, tsqueryOf, wordsToMark, type Term } from './query.rules.ts'

const term = (typed: string, ...words: string[]): Term => ({
  typed,
  words: words.length > 0 ? words : [typed],
})
const hits = (pieces: { text: string; hit: boolean }[] | null) =>
  pieces?.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('')

describe('tsqueryOf', () => {
  it('wants every term, each by any of its words or by the pairs a long word consists of', () => {
    expect(tsqueryOf([term('分数'), term('weike', '微课', 'weike')], '分数 weike')).toBe(
      "('分数') & ('微课' | 'weike')",
    )
    expect(tsqueryOf([term('三角形')], '三角')).toBe("(('三角形' | ('三角' & '角形')))")
  })

  it('takes all pairs of neighbours for the words as well', () => {
    expect(tsqueryOf([term('割'), term('圆术')], '割圆术')).toBe("(('割') & ('圆术')) | ('割圆' & '圆术')")
  })
})

describe('readAsOf', () => {
  it('says how a query was read when that is not what was typed', () => {
    expect(readAsOf([term('weike', '微课')])).toBe('微课')
    expect(readAsOf([term('圆周律', '圆周率'), term('练习')])).toBe('圆周率 练习')
    expect(readAsOf([term('分数')])).toBeNull()
    expect(readAsOf([term('unit', 'unit', '优你')])).toBeNull()
  })
})

describe('marks', () => {
  it('marks every place, overlapping ones as one', () => {
    expect(hits(markedIn('分数乘法与分数', ['分数', '数乘']))).toBe('[分数乘]法与[分数]')
    expect(hits(markedIn('Unit 3 Hello', ['unit']))).toBe('[Unit] 3 Hello')
    expect(hits(markedIn('分数', []))).toBe('分数')
    expect(markedIn('', ['分数'])).toEqual([])
  })

  it('shows some text around the first place, and nothing without one', () => {
    const text = `${'前'.repeat(60)}分数${'后'.repeat(100)}`
    expect(hits(excerptOf(text, ['分数']))).toBe(`…${'前'.repeat(20)}[分数]${'后'.repeat(58)}…`)
    expect(excerptOf(text, ['小数'])).toBeNull()
  })

  it('marks a word also by its pairs', () => {
    expect(wordsToMark([term('三角形')])).toEqual(['三角形', '三角', '角形'])
  })
})
