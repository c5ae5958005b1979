import { jest } from '@jest/globals'
import type { RemoteKey } from './remote-streams.ts'
import { ViewReporter, type Shown } from './view-reporter.ts'

const key: RemoteKey = 'lecturer/camera'
const big: Shown = { visible: true, width: 1280, height: 720 }
const small: Shown = { visible: true, width: 160, height: 90 }

const start = () => {
  const sent: { key: RemoteKey; shown: Shown }[][] = []
  const line = { isDown: false }
  const send = async (views: { key: RemoteKey; shown: Shown }[]) => {
    sent.push(views)
    if (line.isDown) throw new Error('offline')
  }
  return { sent, line, reporter: new ViewReporter(send) }
}

describe('view reporter', () => {
  beforeEach(() => jest.useFakeTimers())
  afterEach(() => jest.useRealTimers())

  it('tells the largest of several elements, once per batch', () => {
    const { sent, reporter } = start()
    reporter.element(key).update(small)
    reporter.element(key).update(big)
    jest.advanceTimersByTime(500)
    expect(sent).toEqual([[{ key, shown: big }]])
  })

  it('is silent about changes too small to matter', () => {
    const { sent, reporter } = start()
    const element = reporter.element(key)
    element.update(big)
    jest.advanceTimersByTime(500)
    element.update({ ...big, height: 726 })
    jest.advanceTimersByTime(500)
    expect(sent).toHaveLength(1)
  })

  it('repeats what did not arrive, as it is then', async () => {
    const { sent, line, reporter } = start()
    line.isDown = true
    const element = reporter.element(key)
    element.update(big)
    await jest.advanceTimersByTimeAsync(500)
    element.update(small)
    line.isDown = false
    await jest.advanceTimersByTimeAsync(2_000)
    expect(sent).toEqual([[{ key, shown: big }], [{ key, shown: small }]])
  })

  it('says hidden when the last element goes', () => {
    const { sent, reporter } = start()
    const element = reporter.element(key)
    element.update(big)
    jest.advanceTimersByTime(500)
    element.remove()
    jest.advanceTimersByTime(500)
    expect(sent[1]?.[0]?.shown.visible).toBe(false)
  })

  it('tells a new connection everything but what its join said', () => {
    const { sent, reporter } = start()
    reporter.element(key).update(big)
    reporter.element('lecturer/screen').update(small)
    jest.advanceTimersByTime(500)
    reporter.restart(new Map([[key, big]]))
    jest.advanceTimersByTime(500)
    expect(sent[1]).toEqual([{ key: 'lecturer/screen', shown: small }])
  })
})
