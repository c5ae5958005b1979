import { SILENCE } from './opus.ts'
import { StreamWriter } from './stream-writer.ts'
import { AUDIO_TRACK, readPiece, VIDEO_TRACK } from './webm.ts'

const START = 1_000_000
const SOUND = Buffer.from([0xfc, 1, 2, 3])
const PICTURE = Buffer.from([0x10, 0, 0, 0x9d, 0x01, 0x2a, 0x40, 0x01, 0xb4, 0x00])

function recorded(layout = { video: { width: 320, height: 180 }, audio: true }) {
  const pieces: Buffer[] = []
  let open: Buffer[] = []
  const writer = new StreamWriter(layout, START, {
    begin: (_, header) => (open = [header]),
    append: (cluster) => open.push(cluster),
    finish: () => pieces.push(Buffer.concat(open)),
  })
  return { writer, pieces, facts: () => pieces.map((piece) => readPiece(piece)) }
}

/** Picture every 40 ms, sound every 20, a key frame whenever one is asked for. */
function play(
  { writer }: ReturnType<typeof recorded>,
  seconds: number,
  parts: { sound?: (at: number) => boolean; keys?: (at: number) => boolean } = {},
) {
  let wantsKey = true
  for (let at = 0; at < seconds * 1000; at += 20) {
    if (at % 40 === 0) {
      const isKey = wantsKey && (parts.keys?.(at) ?? true)
      if (isKey) wantsKey = false
      writer.push(VIDEO_TRACK, START + at, isKey, PICTURE)
    }
    if (parts.sound?.(at) ?? true) writer.push(AUDIO_TRACK, START + at, true, SOUND)
    if (at % 100 === 0) wantsKey = writer.tick(START + at) || wantsKey
  }
  writer.end()
}

const countOf = (haystack: Buffer, needle: Buffer): number =>
  haystack.toString('latin1').split(needle.toString('latin1')).length - 1

describe('pieces of a stream', () => {
  test('each is about four seconds, and together they have no hole', () => {
    const recording = recorded()
    play(recording, 30)
    const facts = recording.facts()
    expect(facts.length).toBeGreaterThanOrEqual(6)
    for (const [index, one] of facts.entries()) {
      const next = facts[index + 1]
      if (next) expect(next.first - (one?.first ?? 0)).toBeGreaterThanOrEqual(4_000)
      if (next) expect(next.first - (one?.last ?? 0)).toBeLessThanOrEqual(40)
      expect((one?.last ?? 0) - (one?.first ?? 0)).toBeLessThan(5_000)
    }
    expect(
      new Set(
        recording.pieces.map((piece, index) => piece.subarray(0, facts[index]?.headerBytes).toString('hex')),
      ).size,
    ).toBe(1)
  })

  test('without another key frame none is longer than ten seconds', () => {
    const recording = recorded()
    play(recording, 25, { keys: (at) => at < 1000 || at > 22_000 })
    for (const one of recording.facts())
      expect((one?.last ?? 0) - (one?.first ?? 0)).toBeLessThanOrEqual(10_000)
  })

  test('where there is no sound there is silence', () => {
    const recording = recorded()
    play(recording, 6, { sound: (at) => at < 2_000 || at > 4_000 })
    const silent = recording.pieces.reduce((sum, piece) => sum + countOf(piece, SILENCE), 0)
    expect(silent).toBeGreaterThanOrEqual(98)
    expect(silent).toBeLessThanOrEqual(102)
  })

  test('a piece that was cut off in the middle is good up to its last whole cluster', () => {
    const recording = recorded()
    play(recording, 4)
    const [piece = Buffer.alloc(0)] = recording.pieces
    const whole = readPiece(piece)
    expect(whole?.bytes).toBe(piece.length)
    const cut = readPiece(piece.subarray(0, piece.length - 5))
    expect(cut?.first).toBe(whole?.first)
    expect((whole?.last ?? 0) - (cut?.last ?? 0)).toBeLessThanOrEqual(1_000)
    expect(readPiece(piece.subarray(0, (whole?.headerBytes ?? 0) + 10))).toBeNull()
  })
})
