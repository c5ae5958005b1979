import { request } from '@playwright/test'
import { signIn } from '@tongke/contract'
import { installFlashBeep, offsetsOf, watchFlashBeep } from '../support/lip-sync/flash-beep.ts'
import { AssistantRoom } from '../support/pages/assistant-room.ts'
import { LecturerRoom } from '../support/pages/lecturer-room.ts'
import { ListeningRoom } from '../support/pages/listening-room.ts'
import { administratorOf } from '../support/scene/administrator.ts'
import { stageLesson, type Seat } from '../support/scene/lesson-scene.ts'
import { Participant } from '../support/scene/participant.ts'
import { PortalClient } from '../support/scene/portal-client.ts'
import { bootStack } from '../support/stack.ts'
import { metric, percentile, type Metrics } from './figures.ts'

/** A browser brings picture and sound together by and by: the first seconds of a connection are not a lesson. */
const SETTLE_MS = 20_000
const WATCH_MS = 30_000
const MIN_PAIRS = 20

/**
 * How far sound and picture of the lecturer are apart in a listening class, ms, whichever comes first: flash and beep leave in
 * the same moment and are watched where they are shown. The watching itself is good to about 15 ms.
 */
export async function measureLipSync(): Promise<Metrics> {
  const stack = await bootStack({ demo: true })
  const seated: Participant[] = []
  const admin = await request.newContext()
  const seat: Seat = async (sender, options = {}) => {
    const participant = await Participant.open(sender, { ...options, origin: stack.serverUrl })
    seated.push(participant)
    return participant
  }
  try {
    const client = new PortalClient(admin, stack.serverUrl)
    await client.call(signIn, { body: await administratorOf(stack) })
    const scripts = [`(${installFlashBeep})()`]
    const { lesson, lecturer, roomA, assistantA } = await stageLesson({
      seat,
      admin: client,
      lecturer: { scripts },
    })
    await lecturer.goto(LecturerRoom.path(lesson.id))
    await roomA.goto(ListeningRoom.path(lesson.id))
    await assistantA.goto(AssistantRoom.path(lesson.id))
    await new LecturerRoom(lecturer.page).start()
    await new ListeningRoom(roomA.page).expectState('上课中')
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
    const offsets = offsetsOf(await roomA.page.evaluate(watchFlashBeep, WATCH_MS)).map(Math.abs)
    if (offsets.length < MIN_PAIRS) throw new Error(`only ${offsets.length} flashes with their beep`)
    return {
      lip_sync_p50: metric(percentile(offsets, 0.5), 'ms'),
      lip_sync_p95: metric(percentile(offsets, 0.95), 'ms'),
    }
  } finally {
    await Promise.all(seated.map((one) => one.close()))
    await admin.dispose()
    await stack.stop()
  }
}
