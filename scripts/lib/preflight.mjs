import { existsSync } from 'node:fs'
import { openDataFolder, refuseIfHeld, requireFreeSpace } from './data-folder.mjs'
import { ROOT } from './paths.mjs'
import { requireFreePorts } from './ports.mjs'
import { installed } from './paths.mjs'

const FIRST_START_MB = 3_000
const START_MB = 500

/** What would stop a start later is said first, before minutes of set-up. @throws Refusal */
export async function checkPlace(settings) {
  await requireFreeSpace(ROOT, existsSync(installed('tsc')) ? START_MB : FIRST_START_MB)
  await requireFreeSpace(settings.dataFolder, START_MB)
  await openDataFolder(settings.dataFolder)
  refuseIfHeld(settings.dataFolder)
  await requireFreePorts(portsOf(settings))
}

function portsOf({ port, mediaPort, rtcPort, workers, postgresPort }) {
  const rtc = Array.from({ length: workers }, (_, index) => rtcPort + index)
  return [
    { port, variable: 'PORT' },
    { port: mediaPort, variable: 'MEDIA_PORT' },
    ...(postgresPort ? [{ port: postgresPort, variable: 'PG_PORT' }] : []),
    ...rtc.flatMap((one) => [
      { port: one, protocol: 'udp', variable: 'MEDIA_RTC_PORT' },
      { port: one, protocol: 'tcp', variable: 'MEDIA_RTC_PORT' },
    ]),
  ]
}
