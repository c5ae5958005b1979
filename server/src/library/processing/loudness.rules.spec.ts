import { FilterLog, soundFilter } from './loudness.rules.ts'

const LOG = `[silencedetect @ 0x55] silence_start: 12.5
[silencedetect @ 0x55] silence_end: 30 | silence_duration: 17.5
[blackdetect @ 0x56] black_start:0 black_end:6.9 black_duration:6.9
[Parsed_ebur128_1 @ 0x57] Summary:
  Integrated loudness:
    I:         -23.4 LUFS
    Threshold: -33.6 LUFS
  Loudness range:
    LRA:         5.2 LU
    Threshold: -43.5 LUFS
    LRA low:   -27.0 LUFS
  True peak:
    Peak:       -3.1 dBFS`

const read = (log: string) => {
  const taken = new FilterLog()
  for (const line of log.split('\n')) taken.take(line)
  return taken
}

it('reads what the filters say', () => {
  const { loudness, silences, blacks } = read(LOG)
  expect(loudness).toEqual({ integrated: -23.4, range: 5.2, truePeak: -3.1 })
  expect(silences).toEqual([{ from: 12.5, to: 30 }])
  expect(blacks).toEqual([{ from: 0, to: 6.9 }])
})

it('knows silence', () => {
  const { loudness } = read(LOG.replace('-23.4', '-70.0').replace('-3.1', '-inf'))
  expect(loudness).toEqual({ integrated: -70, range: 5.2, truePeak: -70 })
  expect(soundFilter(loudness)).not.toContain('volume')
})

it('has nothing to say when nothing was measured', () => expect(read('').loudness).toBeUndefined())

it('brings sound to -16 LUFS with one gain, and limits only what would clip', () => {
  expect(soundFilter({ integrated: -30, range: 5, truePeak: -20 })).toMatch(/,volume=14\.00dB$/)
  expect(soundFilter({ integrated: -30, range: 5, truePeak: -3 })).toContain(
    'volume=14.00dB,alimiter=limit=0.8414',
  )
  expect(soundFilter({ integrated: -10, range: 5, truePeak: 0 })).toMatch(/volume=-6\.00dB$/)
})

it('does not raise noise without end', () => {
  expect(soundFilter({ integrated: -60, range: 1, truePeak: -50 })).toContain('volume=20.00dB')
})
