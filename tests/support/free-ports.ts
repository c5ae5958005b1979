import { createSocket } from 'node:dgram'
import { createServer } from 'node:net'

const canListenTcp = (port: number): Promise<number | null> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(null))
    server.listen(port, '0.0.0.0', () => {
      const { port: taken } = server.address() as { port: number }
      server.close(() => resolve(taken))
    })
  })

const canBindUdp = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createSocket('udp4')
    socket.once('error', () => resolve(false))
    socket.bind(port, '0.0.0.0', () => socket.close(() => resolve(true)))
  })

/** A TCP port that was free a moment ago. */
export const freePort = async (): Promise<number> => (await canListenTcp(0)) ?? freePort()

/** The first of `count` ports in a row that are free for TCP and UDP. */
export async function freePortRange(count: number): Promise<number> {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 12_000)
    const ports = Array.from({ length: count }, (_, index) => first + index)
    const free = await Promise.all(
      ports.map(async (port) => (await canListenTcp(port)) !== null && canBindUdp(port)),
    )
    if (free.every(Boolean)) return first
  }
}
