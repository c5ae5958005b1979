import { createServer, type AddressInfo, type Server } from 'node:net'
import { freeRange, requireFreePorts } from './ports.mjs'

let other: Server
let busy: number
beforeEach(async () => {
  // The neighbours are free, so that what is suggested is decided by our own claims alone.
  busy = await freeRange(6)
  other = createServer().listen(busy)
  await new Promise((resolve) => other.once('listening', resolve))
  expect((other.address() as AddressInfo).port).toBe(busy)
})
afterEach(() => other.close())

test('a busy port is answered with one that works', async () => {
  await expect(requireFreePorts([{ variable: 'PORT', first: busy }])).rejects.toThrow(
    `Port ${busy} is in use by another program: stop that program, or choose another port: PORT=${busy + 1} npm start.`,
  )
})

test('what is suggested is none of our other ports', async () => {
  const claims = [
    { variable: 'PORT', first: busy },
    { variable: 'MEDIA_PORT', first: busy + 1 },
    { variable: 'MEDIA_RTC_PORT', first: busy + 2, count: 2, protocols: ['udp', 'tcp'] as const },
  ]
  await expect(requireFreePorts(claims)).rejects.toThrow(`PORT=${busy + 4} npm start`)
})

test('a range moves as a whole', async () => {
  const claim = { variable: 'MEDIA_RTC_PORT', first: busy - 1, count: 2, protocols: ['udp', 'tcp'] as const }
  await expect(requireFreePorts([claim])).rejects.toThrow(`MEDIA_RTC_PORT=${busy + 1} npm start`)
})

test('two of our own on one port are refused', async () => {
  const claims = [
    { variable: 'PORT', first: busy + 1 },
    { variable: 'MEDIA_PORT', first: busy + 1 },
  ]
  await expect(requireFreePorts(claims)).rejects.toThrow(
    `PORT and MEDIA_PORT ask for the same port (${busy + 1}): choose another, MEDIA_PORT=${busy + 2} npm start.`,
  )
})

test('free ports are fine', async () => {
  await expect(requireFreePorts([{ variable: 'PORT', first: busy + 1 }])).resolves.toBeUndefined()
})
