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

/**
 * @typedef {object} Claim ports a variable decides about
 * @property {string} variable
 * @property {number} first
 * @property {number} [count] neighbouring ports from `first` on, 1 unless told
 * @property {('tcp' | 'udp')[]} [protocols] TCP unless told
 */

const portsOf = ({ first, count = 1 }) => Array.from({ length: count }, (_, offset) => first + offset)

const overlap = (one, other) => portsOf(one).some((port) => portsOf(other).includes(port))

async function busyPort(claim) {
  for (const port of portsOf(claim))
    for (const protocol of claim.protocols ?? ['tcp']) if (!(await isFree({ port, protocol }))) return port
  return undefined
}

/** Where the claim could go instead: the next ports that nobody has and no other claim asks for. */
async function nextFree(claim, claims) {
  const others = claims.filter((other) => other !== claim)
  for (let first = claim.first + 1; first + (claim.count ?? 1) <= 65_536; first++) {
    const moved = { ...claim, first }
    if (others.some((other) => overlap(moved, other))) continue
    if ((await busyPort(moved)) === undefined) return first
  }
  return undefined
}

/**
 * @param {Claim[]} claims
 * @throws Refusal for two claims on one port, or the first port in use; it names a choice that works
 */
export async function requireFreePorts(claims) {
  for (const [index, claim] of claims.entries()) {
    const rival = claims.slice(0, index).find((other) => overlap(claim, other))
    if (rival) throw await shared(rival, claim, claims)
    const busy = await busyPort(claim)
    if (busy !== undefined) throw await inUse(busy, claim, claims)
  }
}

async function shared(rival, claim, claims) {
  const choice = `${claim.variable}=${await nextFree(claim, claims)} npm start`
  return new Refusal(
    `${rival.variable} 与 ${claim.variable} 用了同一个端口(${claim.first}):请换一个:${choice}。`,
    `${rival.variable} and ${claim.variable} ask for the same port (${claim.first}): choose another, ${choice}.`,
  )
}

async function inUse(port, claim, claims) {
  const choice = `${claim.variable}=${await nextFree(claim, claims)} npm start`
  return new Refusal(
    `端口 ${port} 已被其他程序占用:请关闭那个程序,或换一个端口:${choice}。`,
    `Port ${port} is in use by another program: stop that program, or choose another port: ${choice}.`,
  )
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
