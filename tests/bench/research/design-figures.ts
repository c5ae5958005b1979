import { demoTeachers } from './demo-people.ts'
import { ApiClient } from '../../support/api-client.ts'
import { DesignPeer } from '../../support/research/design-peer.ts'
import { beginDesignSession } from '../../support/research/design-session.ts'
import { bootStack } from '../../support/stack.ts'
import { metric, percentile, type Metrics } from '../figures.ts'

const EDITORS = 8
/** Keystrokes of each editor, and how long after one comes the next: quick typing. */
const STROKES = 60
const EVERY_MS = 180
/** A stroke that did not reach everybody within this is no measurement. */
const LOST_AFTER_MS = 10_000

/**
 * `converge_p95_8`: eight people type at once in one paragraph; from each keystroke to the moment when it stands in the documents of all
 * eight, saved by the server. Ms.
 */
export async function designFigures(): Promise<Metrics> {
  const stack = await bootStack({ demo: true, run: ['server'] })
  try {
    const names = await demoTeachers(stack.databaseUrl, EDITORS)
    const clients = await Promise.all(names.map((name) => ApiClient.as(stack.serverUrl, name)))
    const officer = await ApiClient.as(stack.serverUrl, '顾知行')
    const [author, ...members] = clients
    const { designId } = await beginDesignSession(author!, officer, members)
    const peers = await Promise.all(clients.map((client) => DesignPeer.enter(client, designId)))
    const took = await strokesOf(peers)
    const texts = new Set(peers.map(({ goals }) => goals))
    if (texts.size !== 1 || peers[0]!.goals.length !== EDITORS * STROKES)
      throw new Error('they did not converge')
    for (const peer of peers) peer.leave()
    return { converge_p95_8: metric(percentile(took, 0.95), 'ms') }
  } finally {
    await stack.stop()
  }
}

/** @returns ms from each stroke until everybody had it */
async function strokesOf(peers: readonly DesignPeer[]): Promise<number[]> {
  const typedAt = new Map<string, number>()
  const seen = new Map<string, number>()
  const took: number[] = []
  // Each stroke is a character of its own, so that it can be told from all others.
  const mark = (peer: number, stroke: number) => String.fromCharCode(0x4e00 + peer * STROKES + stroke)
  const done = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error('some strokes never arrived')),
      LOST_AFTER_MS + STROKES * EVERY_MS,
    )
    for (const peer of peers)
      peer.doc.getText('goals').observe((event) => {
        for (const { insert } of event.delta)
          for (const one of typeof insert === 'string' ? insert : '') {
            const count = (seen.get(one) ?? 0) + 1
            seen.set(one, count)
            if (count < peers.length) continue
            took.push(performance.now() - typedAt.get(one)!)
            if (took.length === peers.length * STROKES) {
              clearTimeout(timer)
              resolve()
            }
          }
      })
  })
  await Promise.all([
    done,
    ...peers.map(async (peer, index) => {
      for (let stroke = 0; stroke < STROKES; stroke += 1) {
        const one = mark(index, stroke)
        const started = performance.now()
        typedAt.set(one, started)
        await peer.write((doc) => doc.getText('goals').insert(doc.getText('goals').length >> 1, one))
        await new Promise((resolve) =>
          setTimeout(resolve, Math.max(0, EVERY_MS - (performance.now() - started))),
        )
      }
    }),
  ])
  return took
}
