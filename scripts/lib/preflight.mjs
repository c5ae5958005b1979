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
  await requireFreePorts(claimsOf(settings))
}

const claimsOf = ({ port, mediaPort, rtcPort, workers, postgresPort }) => [
  { variable: 'PORT', first: port },
  { variable: 'MEDIA_PORT', first: mediaPort },
  ...(postgresPort ? [{ variable: 'PG_PORT', first: postgresPort }] : []),
  { variable: 'MEDIA_RTC_PORT', first: rtcPort, count: workers, protocols: ['udp', 'tcp'] },
]
