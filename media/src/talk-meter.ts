import type { TicketClaims } from '@tongke/contract'
import type { types } from 'mediasoup'
import { refusing } from './mediasoup-refusal.ts'
import type { Publication } from './publication.ts'

/**
 * Every so often the worker says whose mean level was above a quiet room's, ms and dBov. The mean is one of decibels: pauses between
 * syllables, which noise suppression makes wholly silent, weigh much.
 */
const EVERY_MS = 300
const THRESHOLD_DB = -70
const MOST_VOICES = 10

/** Called for everybody who was heard in the last moment. */
export type OnSpoken = (lessonId: string, identity: string, ms: number) => void

/** Who speaks in a room, by the sound that really passes: a microphone that is silenced sends none. */
export class TalkMeter {
  readonly #observer: types.AudioLevelObserver
  readonly #speakers = new Map<string, { lessonId: string; identity: string }>()

  /** @throws Refusal `unavailable` when the worker is gone */
  static async create(router: types.Router, onSpoken: OnSpoken): Promise<TalkMeter> {
    const observer = await refusing('unavailable', () =>
      router.createAudioLevelObserver({
        maxEntries: MOST_VOICES,
        threshold: THRESHOLD_DB,
        interval: EVERY_MS,
      }),
    )
    return new TalkMeter(observer, onSpoken)
  }

  private constructor(observer: types.AudioLevelObserver, onSpoken: OnSpoken) {
    this.#observer = observer
    observer.on('volumes', (volumes) => {
      for (const { producer } of volumes) {
        const speaker = this.#speakers.get(producer.id)
        if (speaker) onSpoken(speaker.lessonId, speaker.identity, EVERY_MS)
      }
    })
  }

  /** Listens to a microphone until it ends; rooms without a lesson count nothing. */
  async watch(publication: Publication, { lessonId, identity }: TicketClaims): Promise<void> {
    if (publication.source !== 'microphone' || publication.closed || lessonId === null) return
    this.#speakers.set(publication.id, { lessonId, identity })
    publication.onClose(() => this.#speakers.delete(publication.id))
    await this.#observer.addProducer({ producerId: publication.id })
  }
}
