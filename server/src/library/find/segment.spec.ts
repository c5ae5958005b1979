import { initialsOfWord, normal, pairsOf, soundOf, wordsOfQuery, wordsOfText } from './segment.ts'

describe('words of a text', () => {
  it('parts Chinese as readers do and keeps the words of school life whole', () => {
    expect(wordsOfQuery('三年级分数乘法微课')).toEqual(['三年级', '分数', '乘法', '微课'])
    expect(wordsOfQuery('城乡同步课堂')).toContain('同步课堂')
  })

  it('finds long words also by the words in them', () => {
    expect(wordsOfText('中华人民共和国')).toEqual(
      expect.arrayContaining(['中华人民共和国', '共和国', '人民']),
    )
  })

  it('takes full-width and upper-case writing for the same, and drops what tells nothing', () => {
    expect(normal('ＵＮＩＴ　３')).toBe('unit 3')
    expect(wordsOfQuery('分数的，（Unit 3）！')).toEqual(['分数', 'unit', '3'])
    expect(wordsOfQuery('！？的了 …')).toEqual([])
  })

  it('gives pairs of neighbours, not across other signs', () => {
    expect(pairsOf('分数乘 法')).toEqual(['分数', '数乘'])
  })

  it('knows how words sound', () => {
    expect(soundOf('微课')).toBe('weike')
    expect(soundOf('绿色')).toBe('lvse')
    expect(initialsOfWord('微课')).toBe('wk')
    expect(soundOf('unit')).toBe('unit')
  })
})
