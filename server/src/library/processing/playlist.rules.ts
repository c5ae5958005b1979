import type { Variant } from './facts.ts'

/** Bits per second of a media playlist with byte ranges: of its heaviest segment, and of all of them together. */
export function bandwidthOf(playlist: string): Pick<Variant, 'bandwidth' | 'averageBandwidth'> {
  const seconds = [...playlist.matchAll(/^#EXTINF:([\d.]+)/gm)].map(([, value]) => Number(value))
  const bytes = [...playlist.matchAll(/^#EXT-X-BYTERANGE:(\d+)/gm)].map(([, value]) => Number(value))
  const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0)
  // The last segment may be a few milliseconds long: its rate says nothing about a line.
  const rates = bytes.map((count, index) => (count * 8) / Math.max(1, seconds[index] ?? 1))
  return {
    bandwidth: Math.ceil(Math.max(0, ...rates)),
    averageBandwidth: Math.ceil((total(bytes) * 8) / Math.max(0.001, total(seconds))),
  }
}

/**
 * Gives the head of the film (`EXT-X-MAP`) an address of its own: a browser fetches two ranges of one address one after the
 * other, and on a line of 300 ms a film began that much later.
 */
export const withOwnHead = (playlist: string): string =>
  playlist.replace(/^(#EXT-X-MAP:URI="[^"?]+)"/m, '$1?head"')

/** The playlist a player opens (RFC 8216 §4.3.4), smallest first: it begins with the first one it finds. */
export function masterPlaylist(variants: Readonly<Record<string, Variant>>): string {
  const smallestFirst = Object.entries(variants).sort(
    ([, a], [, b]) => a.height * a.width - b.height * b.width,
  )
  const lines = smallestFirst.flatMap(([name, variant]) => [streamLine(variant), name])
  return ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS', ...lines, ''].join('\n')
}

const streamLine = ({ width, height, fps, bandwidth, averageBandwidth, codecs }: Variant) =>
  [
    `#EXT-X-STREAM-INF:BANDWIDTH=${bandwidth}`,
    `AVERAGE-BANDWIDTH=${averageBandwidth}`,
    `RESOLUTION=${width}x${height}`,
    `FRAME-RATE=${fps.toFixed(3)}`,
    `CODECS="${codecs}"`,
  ].join(',')
