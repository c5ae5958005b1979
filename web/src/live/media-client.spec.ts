import { jest } from '@jest/globals'
import type { MediaAccess } from '@tongke/contract'
import { MediaClient } from './media-client.ts'
import { gate } from './wait.ts'

const access = {
  url: 'http://127.0.0.1:9',
  ticket: 'a.b.c',
  rtpCapabilities: {},
  iceServers: [],
  expiresAt: Date.now() + 60_000,
} as unknown as MediaAccess

describe('media client', () => {
  it('opens no line for a ticket that comes after it was stopped', async () => {
    const window = new EventTarget()
    Object.assign(globalThis, { window })
    // The first thing an open line does.
    const opened = jest.spyOn(window, 'addEventListener')
    const coming = gate<MediaAccess>()
    const client = new MediaClient({ fetchAccess: () => coming.promise })
    const warming = client.warm()
    client.stop()
    coming.open(access)
    await warming
    expect(opened).not.toHaveBeenCalled()
  })
})
