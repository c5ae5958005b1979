import { jest } from '@jest/globals'
import { LiveError } from '../live-error.ts'
import { Publisher, type Wanted } from './publisher.ts'

const track = {} as MediaStreamTrack
const wanted: Wanted = {
  track,
  isMuted: false,
  isQuiet: false,
  profile: 'lecturer',
  preset: 'speech',
  maxSpatialLayer: 2,
}

/** A transport and a line that refuse as often as told. */
function start() {
  const asked: string[] = []
  const line = { failures: 0 }
  const answer = (what: string) => {
    asked.push(what)
    if (line.failures === 0) return
    line.failures -= 1
    throw new LiveError('offline')
  }
  const producer = {
    id: 'p',
    kind: 'audio',
    track,
    paused: false,
    closed: false,
    close: () => (producer.closed = true),
  }
  const wishes: { microphone: Wanted | null } = { microphone: { ...wanted } }
  const publisher = new Publisher({
    device: { sendRtpCapabilities: {} },
    transport: {
      produce: async () => {
        answer('produce')
        producer.closed = false
        return producer
      },
    },
    socket: { request: async (name: string) => answer(name) },
    wanted: (source: string) => (source === 'microphone' ? wishes.microphone : null),
  } as unknown as ConstructorParameters<typeof Publisher>[0])
  return { asked, line, wishes, publisher }
}

describe('publisher', () => {
  beforeEach(() => jest.useFakeTimers())
  afterEach(() => jest.useRealTimers())

  it('tries again what could not be sent', async () => {
    const { asked, line, publisher } = start()
    line.failures = 2
    publisher.sync()
    await jest.advanceTimersByTimeAsync(5_000)
    expect(asked).toEqual(['produce', 'produce', 'produce'])
    expect(publisher.sourceOf('p')).toBe('microphone')
    publisher.close()
  })

  it('tells again that it is muted, and that it has ended', async () => {
    const { asked, line, wishes, publisher } = start()
    publisher.sync()
    await jest.advanceTimersByTimeAsync(100)
    line.failures = 1
    wishes.microphone = { ...wanted, isMuted: true }
    publisher.sync()
    await jest.advanceTimersByTimeAsync(2_000)
    line.failures = 1
    wishes.microphone = null
    publisher.sync()
    await jest.advanceTimersByTimeAsync(2_000)
    expect(asked).toEqual(['produce', 'pause_producer', 'pause_producer', 'close_producer', 'close_producer'])
    publisher.close()
  })

  it('tries nothing after it was closed', async () => {
    const { asked, line, publisher } = start()
    line.failures = 9
    publisher.sync()
    await jest.advanceTimersByTimeAsync(100)
    publisher.close()
    await jest.advanceTimersByTimeAsync(5_000)
    expect(asked).toEqual(['produce'])
  })
})
