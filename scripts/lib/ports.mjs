import { createSocket } from 'node:dgram'
import { createServer } from 'node:net'
import { Refusal } from './say.mjs'

function tcpIsFree(port, host) {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)))
  })
}

function udpIsFree(port, host) {
  return new Promise((resolve) => {
    const probe = createSocket('udp4')
    probe.once('error', () => resolve(false))
    probe.bind({ port, address: host, exclusive: true }, () => probe.close(() => resolve(true)))
  })
}

/** @param {{ port: number, protocol?: 'tcp' | 'udp' }} wanted */
export const isFree = ({ port, protocol = 'tcp' }, host = '0.0.0.0') =>
  protocol === 'udp' ? udpIsFree(port, host) : tcpIsFree(port, host)

/** @param {{ port: number, protocol?: 'tcp' | 'udp', variable: string }[]} wanted @throws Refusal for the first port in use */
export async function requireFreePorts(wanted) {
  for (const entry of wanted) {
    if (await isFree(entry)) continue
    throw new Refusal(
      `端口 ${entry.port} 已被其他程序占用:请关闭那个程序,或换一个端口:${entry.variable}=${entry.port + 1} npm start。`,
      `Port ${entry.port} is in use by another program: stop that program, or choose another port: ${entry.variable}=${entry.port + 1} npm start.`,
    )
  }
}

/** A TCP port nobody listens on now. Another process may take it before we do: callers start at once. */
export function freePort(host = '127.0.0.1') {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, host, () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

/** The first of `count` neighbouring ports that are free for UDP and TCP alike, as media workers need them. */
export async function freeRange(count, tries = 50) {
  for (let attempt = 0; attempt < tries; attempt++) {
    const first = 20_000 + Math.floor(Math.random() * 10_000)
    const checks = Array.from({ length: count }, (_, offset) => first + offset).flatMap((port) => [
      isFree({ port }),
      isFree({ port, protocol: 'udp' }),
    ])
    if ((await Promise.all(checks)).every(Boolean)) return first
  }
  throw new Error(`no ${count} neighbouring ports are free`)
}
