import type { IncomingHttpHeaders } from 'node:http'

/** Where a request or a socket's handshake came from, and which host it was sent to. */
export interface Source {
  readonly host: string | undefined
  readonly address: string
}

/** As a request is on the wire; an `IncomingMessage` is one. */
export interface WireRequest {
  readonly headers: IncomingHttpHeaders
  readonly socket: { readonly remoteAddress?: string | undefined }
}

/**
 * The only place that reads `X-Forwarded-*`. Each proxy adds what it saw at the end: of the addresses only the last
 * `proxies` were written by proxies of ours, whatever stands before was the client's own word.
 * @param proxies how many proxies of ours stand in front, 0 for none
 */
export function sourceOf({ headers, socket }: WireRequest, proxies: number): Source {
  const peer = plainAddress(socket.remoteAddress ?? '')
  if (proxies === 0) return { host: headers.host, address: peer }
  const hops = [...listOf(headers['x-forwarded-for']), peer].slice(-1 - proxies)
  return {
    host: listOf(headers['x-forwarded-host']).at(-1) ?? headers.host,
    address: plainAddress(hops[0] ?? peer),
  }
}

const listOf = (header: string | string[] | undefined): string[] =>
  [header ?? []]
    .flat()
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter(Boolean)

/** IPv4 as people write it, also when it came in over an IPv6 socket. */
const plainAddress = (address: string): string => address.replace(/^::ffff:/, '')
