import { PlayReporter, type PlayReport } from './play-reporter.ts'

/** A player whose clock and wall clock are moved by hand. */
function player(fail: (report: PlayReport) => unknown = () => undefined) {
  const sent: PlayReport[] = []
  const closings: string[] = []
  let wall = 0
  let at = 0
  const reporter = new PlayReporter({
    now: () => wall,
    isClosed: (error) => error === 'closed',
    onClosed: () => closings.push('closed'),
    send: async (report) => {
      sent.push(report)
      const failure = fail(report)
      if (failure !== undefined) throw failure
    },
  })
  return {
    reporter,
    sent,
    closings,
    /** Seconds go by, told every quarter of one as browsers do. */
    run(seconds: number, speed = 1) {
      for (let step = 0; step < seconds * 4; step += 1) {
        wall += 250
        at += 0.25 * speed
        reporter.timeUpdate(at)
      }
    },
    wait: (seconds: number) => (wall += seconds * 1000),
    play: () => reporter.play(at),
    pause: () => reporter.pause(at),
    seek(to: number) {
      reporter.seeking()
      // Browsers tell the new time while they still look for the picture.
      reporter.timeUpdate(to)
      at = to
      reporter.seeked(at)
    },
    jump: (to: number) => (at = to),
  }
}

describe('PlayReporter', () => {
  it('counts what was played, as one stretch, and goes on where the last report ended', async () => {
    const one = player()
    one.play()
    one.run(10)
    await one.reporter.flush()
    one.run(5)
    one.pause()
    await one.reporter.flush()
    expect(one.sent).toEqual([
      { sequence: 1, stretches: [{ from: 0, to: 10 }], position: 10, speed: 1 },
      { sequence: 2, stretches: [{ from: 10, to: 15 }], position: 15, speed: 1 },
    ])
  })

  it('counts nothing of what was sought over, and nothing while paused', async () => {
    const one = player()
    one.play()
    one.run(3)
    one.seek(100)
    one.run(2)
    one.pause()
    one.wait(60)
    one.seek(200)
    await one.reporter.flush()
    expect(one.sent[0]).toMatchObject({
      stretches: [
        { from: 0, to: 3 },
        { from: 100, to: 102 },
      ],
      position: 200,
    })
  })

  it('counts no jump that nobody announced, however it came about', async () => {
    const one = player()
    one.play()
    one.run(2)
    one.jump(50)
    one.run(2)
    one.jump(10)
    one.run(1)
    await one.reporter.flush()
    expect(one.sent[0]?.stretches).toEqual([
      { from: 0, to: 2 },
      { from: 50.25, to: 52 },
      { from: 10.25, to: 11 },
    ])
  })

  it('goes by the speed that is set: more than that in the time is a jump', async () => {
    const one = player()
    one.reporter.setSpeed(2)
    one.play()
    one.run(4, 2)
    await one.reporter.flush()
    expect(one.sent[0]).toMatchObject({ stretches: [{ from: 0, to: 8 }], speed: 2 })
    one.run(1, 16)
    await one.reporter.flush()
    expect(one.sent[1]?.stretches).toEqual([])
  })

  it('grows over a slow background tab', async () => {
    const one = player()
    one.play()
    one.wait(5)
    one.reporter.timeUpdate(5)
    await one.reporter.flush()
    expect(one.sent[0]?.stretches).toEqual([{ from: 0, to: 5 }])
  })

  it('sends nothing when nothing is new, and the place alone when only that is', async () => {
    const one = player()
    await one.reporter.flush()
    expect(one.sent).toEqual([])
    one.seek(30)
    await one.reporter.flush()
    await one.reporter.flush()
    expect(one.sent).toEqual([{ sequence: 1, stretches: [], position: 30, speed: 1 }])
  })

  it('sends a report that failed again as it was, before newer ones', async () => {
    let offline = true
    const one = player(() => (offline ? 'offline' : undefined))
    one.play()
    one.run(2)
    await one.reporter.flush()
    offline = false
    one.run(2)
    await one.reporter.flush()
    await one.reporter.flush()
    expect(one.sent.map(({ sequence, stretches }) => [sequence, stretches[0]?.to])).toEqual([
      [1, 2],
      [1, 2],
      [2, 4],
    ])
  })

  it('stops when something else was opened', async () => {
    const one = player(() => 'closed')
    one.play()
    one.run(2)
    await one.reporter.flush()
    one.run(2)
    await one.reporter.flush()
    expect(one.sent).toHaveLength(1)
    expect(one.closings).toEqual(['closed'])
    expect(one.reporter.farewell()).toEqual([])
  })

  it('says farewell with all that has not certainly arrived', async () => {
    const one = player(() => 'offline')
    one.play()
    one.run(2)
    await one.reporter.flush()
    one.run(1)
    expect(one.reporter.farewell()).toEqual([
      { sequence: 1, stretches: [{ from: 0, to: 2 }], position: 2, speed: 1 },
      { sequence: 2, stretches: [{ from: 2, to: 3 }], position: 3, speed: 1 },
    ])
  })

  it('counts a page as a stretch of its own', async () => {
    const one = player()
    one.reporter.shown({ from: 4, to: 5 })
    await one.reporter.flush()
    expect(one.sent[0]).toMatchObject({ stretches: [{ from: 4, to: 5 }], position: 4 })
  })
})
