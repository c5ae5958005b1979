import { element, floatElement, openElement, readElement, textElement, uintElement } from './ebml.ts'

/** Element ids of Matroska (RFC 9559 §5). */
const ID = {
  ebml: 0x1a45dfa3,
  docType: 0x4282,
  docTypeVersion: 0x4287,
  docTypeReadVersion: 0x4285,
  segment: 0x18538067,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  muxingApp: 0x4d80,
  writingApp: 0x5741,
  tracks: 0x1654ae6b,
  track: 0xae,
  trackNumber: 0xd7,
  trackUid: 0x73c5,
  trackType: 0x83,
  lacing: 0x9c,
  codecId: 0x86,
  codecPrivate: 0x63a2,
  seekPreRoll: 0x56bb,
  video: 0xe0,
  width: 0xb0,
  height: 0xba,
  audio: 0xe1,
  rate: 0xb5,
  channels: 0x9f,
  cluster: 0x1f43b675,
  timestamp: 0xe7,
  simpleBlock: 0xa3,
} as const

const NANOSECONDS = 1_000_000
const PRE_ROLL_NS = 80_000_000

export const VIDEO_TRACK = 1
export const AUDIO_TRACK = 2

export interface Layout {
  /** First size of the picture; null for sound alone. */
  readonly video: { readonly width: number; readonly height: number } | null
  readonly audio: boolean
}

export interface Block {
  readonly track: typeof VIDEO_TRACK | typeof AUDIO_TRACK
  /** Milliseconds since the stream's start. */
  readonly time: number
  readonly isKey: boolean
  readonly data: Buffer
}

/** Identification header of Opus (RFC 7845 §5.1): stereo, nothing to skip, since recording begins in the middle of talk. */
const opusHead = (): Buffer => {
  const head = Buffer.alloc(19)
  head.write('OpusHead', 0, 'latin1')
  head.writeUInt8(1, 8)
  head.writeUInt8(2, 9)
  head.writeUInt32LE(48_000, 12)
  return head
}

const videoTrack = ({ width, height }: NonNullable<Layout['video']>): Buffer =>
  element(
    ID.track,
    uintElement(ID.trackNumber, VIDEO_TRACK),
    uintElement(ID.trackUid, VIDEO_TRACK),
    uintElement(ID.trackType, 1),
    uintElement(ID.lacing, 0),
    textElement(ID.codecId, 'V_VP8'),
    element(ID.video, uintElement(ID.width, width), uintElement(ID.height, height)),
  )

const audioTrack = (): Buffer =>
  element(
    ID.track,
    uintElement(ID.trackNumber, AUDIO_TRACK),
    uintElement(ID.trackUid, AUDIO_TRACK),
    uintElement(ID.trackType, 2),
    uintElement(ID.lacing, 0),
    textElement(ID.codecId, 'A_OPUS'),
    element(ID.codecPrivate, opusHead()),
    uintElement(ID.seekPreRoll, PRE_ROLL_NS),
    element(ID.audio, floatElement(ID.rate, 48_000), uintElement(ID.channels, 2)),
  )

/** Everything before the first cluster of a live WebM: the segment's end is open. */
export const webmHeader = ({ video, audio }: Layout): Buffer =>
  Buffer.concat([
    element(
      ID.ebml,
      textElement(ID.docType, 'webm'),
      uintElement(ID.docTypeVersion, 4),
      uintElement(ID.docTypeReadVersion, 2),
    ),
    openElement(ID.segment),
    element(
      ID.info,
      uintElement(ID.timestampScale, NANOSECONDS),
      textElement(ID.muxingApp, 'tongke'),
      textElement(ID.writingApp, 'tongke'),
    ),
    element(ID.tracks, ...(video ? [videoTrack(video)] : []), ...(audio ? [audioTrack()] : [])),
  ])

const simpleBlock = (block: Block, since: number): Buffer => {
  const head = Buffer.alloc(4)
  head.writeUInt8(0x80 | block.track, 0)
  head.writeInt16BE(block.time - since, 1)
  head.writeUInt8(block.isKey ? 0x80 : 0, 3)
  return element(ID.simpleBlock, head, block.data)
}

/** Blocks in the order of their times, which span less than half a minute. */
export function webmCluster(blocks: readonly Block[]): Buffer {
  const since = blocks[0]?.time ?? 0
  return element(
    ID.cluster,
    uintElement(ID.timestamp, since),
    ...blocks.map((block) => simpleBlock(block, since)),
  )
}

/** What a piece says of itself. */
export interface PieceFacts {
  readonly headerBytes: number
  /** Up to the end of the last whole cluster: what follows was cut off. */
  readonly bytes: number
  /** Of the first and the last block, ms since the stream's start. */
  readonly first: number
  readonly last: number
}

const readUint = (bytes: Buffer): number => bytes.reduce((value, byte) => value * 256 + byte, 0)

/** Times of the first and last block of a cluster. */
function spanOf(bytes: Buffer, from: number, to: number): { first: number; last: number } | null {
  let [since, first, last] = [0, Infinity, -Infinity]
  for (let at = from; at < to;) {
    const found = readElement(bytes, at)
    if (!found || found.end > to) return null
    if (found.id === ID.timestamp) since = readUint(bytes.subarray(found.body, found.end))
    if (found.id === ID.simpleBlock) {
      const time = since + bytes.readInt16BE(found.body + 1)
      first = Math.min(first, time)
      last = Math.max(last, time)
    }
    at = found.end
  }
  return first === Infinity ? null : { first, last }
}

/** Reads a piece that this node wrote, also one whose writer died. @returns null when it has no whole cluster */
export function readPiece(bytes: Buffer): PieceFacts | null {
  const clusters: { start: number; end: number; first: number; last: number }[] = []
  for (let at = 0; at < bytes.length;) {
    const found = readElement(bytes, at)
    if (!found) break
    if (found.id === ID.segment) {
      at = found.body
      continue
    }
    if (found.end > bytes.length) break
    if (found.id === ID.cluster) {
      const span = spanOf(bytes, found.body, found.end)
      if (!span) break
      clusters.push({ start: found.start, end: found.end, ...span })
    }
    at = found.end
  }
  const [first, last] = [clusters[0], clusters.at(-1)]
  return first && last
    ? { headerBytes: first.start, bytes: last.end, first: first.first, last: last.last }
    : null
}
