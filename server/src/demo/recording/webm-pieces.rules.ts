/** Ids of EBML elements (RFC 8794, RFC 9559), with their length marker. */
const SEGMENT = 0x18538067
const CLUSTER = 0x1f43b675
const TIMESTAMP = 0xe7
const UNKNOWN_SIZE = Buffer.from([0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])

export interface WebmPiece {
  /** A WebM of its own: the header and some clusters. */
  readonly content: Buffer
  readonly headerBytes: number
  /** Time of its first cluster in the stream, ms. */
  readonly timestampMs: number
}

interface Element {
  readonly id: number
  readonly start: number
  readonly contentStart: number
  /** Of the content; null: unknown. */
  readonly size: number | null
}

/** Length of an EBML number by its first byte. */
const lengthOf = (first: number): number => Math.clz32(first) - 23

function elementAt(file: Buffer, start: number): Element {
  const idLength = lengthOf(file[start] ?? 0)
  const id = file.readUIntBE(start, idLength)
  const sizeStart = start + idLength
  const sizeLength = lengthOf(file[sizeStart] ?? 0)
  const marked = file.subarray(sizeStart, sizeStart + sizeLength)
  const bits = marked.reduce(
    (value, byte, index) => value * 256 + (index === 0 ? byte & (0xff >> sizeLength) : byte),
    0,
  )
  const isUnknown = bits === 2 ** (7 * sizeLength) - 1
  return { id, start, contentStart: sizeStart + sizeLength, size: isUnknown ? null : bits }
}

function timestampOf(file: Buffer, cluster: Element): number {
  const first = elementAt(file, cluster.contentStart)
  if (first.id !== TIMESTAMP || !first.size) throw new Error('A cluster begins with its timestamp')
  return file.readUIntBE(first.contentStart, first.size)
}

/**
 * Cuts a WebM whose clusters begin with key frames into pieces as a media node records them: each with the header, at
 * most `longestMs` long, times going on from piece to piece.
 */
export function webmPieces(file: Buffer, longestMs: number): WebmPiece[] {
  const segment = elementAt(file, elementEnd(elementAt(file, 0)))
  if (segment.id !== SEGMENT) throw new Error('The file is no WebM')
  const clusters: Element[] = []
  let first = file.length
  for (let place = segment.contentStart; place < file.length;) {
    const element = elementAt(file, place)
    if (element.id === CLUSTER) {
      clusters.push(element)
      first = Math.min(first, place)
    }
    place = elementEnd(element)
  }
  const header = openEnded(file.subarray(0, first), segment)
  const groups: Element[][] = []
  for (const cluster of clusters) {
    const group = groups.at(-1)
    const [begin] = group ?? []
    const next = clusters[clusters.indexOf(cluster) + 1]
    const end = next ? timestampOf(file, next) : timestampOf(file, cluster)
    if (group && begin && end - timestampOf(file, begin) <= longestMs) group.push(cluster)
    else groups.push([cluster])
  }
  return groups.flatMap((group) => {
    const [begin] = group
    if (!begin) return []
    const content = group.map((one) => file.subarray(one.start, elementEnd(one)))
    return [
      {
        content: Buffer.concat([header, ...content]),
        headerBytes: header.length,
        timestampMs: timestampOf(file, begin),
      },
    ]
  })
}

function elementEnd({ contentStart, size }: Element): number {
  if (size === null) throw new Error('A part of the file does not say how long it is')
  return contentStart + size
}

/** The segment's length, which was that of the whole file, becomes unknown: that is how live WebM says it. */
function openEnded(header: Buffer, segment: Element): Buffer {
  const sizeStart = segment.start + 4
  return Buffer.concat([header.subarray(0, sizeStart), UNKNOWN_SIZE, header.subarray(segment.contentStart)])
}
