import type { Device } from '@tongke/contract'
import { DAY } from '../../../lib/time.ts'

export type Trouble = 'repair' | 'red' | 'amber' | 'unchecked' | 'silent'
type Seen = Pick<Device, 'lastSeenAt' | 'lastCheck'>
type Watched = Seen & Pick<Device, 'condition'>

/** A device says it is there every few seconds; after two minutes of silence it is not called online. */
export const ONLINE_MS = 120_000

export const isOnline = ({ lastSeenAt }: Seen, now: number): boolean =>
  lastSeenAt !== null && now - lastSeenAt < ONLINE_MS

/** The worst thing to say about a room device, null when all is well. */
export function troubleOf(device: Watched, now: number): Trouble | null {
  if (device.condition === 'REPAIR') return 'repair'
  if (device.lastCheck?.verdict === 'RED') return 'red'
  if (device.lastSeenAt === null || now - device.lastSeenAt > DAY) return 'silent'
  if (!device.lastCheck) return 'unchecked'
  return device.lastCheck.verdict === 'AMBER' ? 'amber' : null
}

const GRAVITY: readonly Trouble[] = ['red', 'silent', 'repair', 'amber', 'unchecked']

/** Devices in trouble, the gravest first. */
export const inTrouble = <D extends Watched>(
  devices: readonly D[],
  now: number,
): { device: D; trouble: Trouble }[] =>
  devices
    .flatMap((device) => {
      const trouble = troubleOf(device, now)
      return trouble ? [{ device, trouble }] : []
    })
    .sort((a, b) => GRAVITY.indexOf(a.trouble) - GRAVITY.indexOf(b.trouble))
