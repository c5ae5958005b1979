import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { Line, openServerAddress } from './line.ts'

/** Sends datagrams one after another and prints how many came back and the fastest round trip, ms: a busy machine slows the others. */
const PROBE = `
const socket = require('node:dgram').createSocket('udp4')
const [host, port, count] = process.argv.slice(1)
const times = []
const report = () => {
  console.log(JSON.stringify({ back: times.length, fastest: times.length ? Math.min(...times) : null }))
  process.exit()
}
socket.on('message', (data) => {
  times.push(performance.now() - Number(data))
  if (times.length === Number(count)) report()
})
for (let index = 0; index < Number(count); index += 1)
  setTimeout(() => socket.send(String(performance.now()), Number(port), host), index * 2)
setTimeout(report, Number(count) * 2 + 2_000)
`

describe('a line between a browser and the machine', () => {
  let echo: Socket
  let host: string
  let side: ReturnType<typeof openServerAddress>
  let line: Line | undefined

  beforeEach(async () => {
    side = openServerAddress()
    host = side.address
    echo = createSocket('udp4', (data, from) => echo.send(data, from.port, from.address))
    echo.bind(0, host)
    await once(echo, 'listening')
  })

  afterEach(() => {
    echo.close()
    line?.close()
    side.close()
  })

  const probe = async (count: number): Promise<{ back: number; fastest: number | null }> => {
    const output = await line!.run(process.execPath, [
      '-e',
      PROBE,
      host,
      String(echo.address().port),
      String(count),
    ])
    return JSON.parse(output) as { back: number; fastest: number | null }
  }

  test('has the delay it was given, passes nothing while it is cut, and everything again afterwards', async () => {
    line = await Line.open(host, { down: { delay: 60 }, up: { delay: 40 } })
    const before = await probe(50)
    expect(before.back).toBe(50)
    expect(before.fastest).toBeGreaterThan(99)
    expect(before.fastest).toBeLessThan(140)
    line.cut()
    expect(await probe(20)).toEqual({ back: 0, fastest: null })
    line.restore()
    expect((await probe(20)).back).toBe(20)
  }, 30_000)

  test('loses the share of packets it was told to lose', async () => {
    line = await Line.open(host, { down: { loss: 20 } })
    const { back } = await probe(400)
    expect(back).toBeGreaterThan(270)
    expect(back).toBeLessThan(370)
  }, 30_000)
})
