import { rememberChoice, rememberedChoice } from './player-memory.ts'

const holding = (text: string | null) => ({ getItem: () => text })

describe('what a reader chose once', () => {
  it('comes back', () => {
    let kept = ''
    const choice = { speed: 1.5, lowData: true, subtitles: false, volume: 0.4 }
    rememberChoice(choice, { setItem: (_, value) => (kept = value) })
    expect(rememberedChoice(holding(kept))).toEqual(choice)
  })

  it.each([null, 'rubbish', '{"speed": 9, "volume": "loud", "lowData": "yes"}', '[]'])(
    'is the usual when storage holds %s',
    (text) =>
      expect(rememberedChoice(holding(text))).toEqual({
        speed: 1,
        lowData: false,
        subtitles: true,
        volume: 1,
      }),
  )

  it('is forgotten where storage is forbidden', () => {
    const forbidden = () => {
      throw new Error('denied')
    }
    expect(rememberedChoice({ getItem: forbidden }).speed).toBe(1)
    expect(() => rememberChoice(rememberedChoice(holding(null)), { setItem: forbidden })).not.toThrow()
  })
})
