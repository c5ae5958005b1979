import { SENDERS, type SenderName } from '../fake-media/senders.ts'
import { encodeStamp } from './code.ts'
import { installClock, type ClockSource } from './clock-camera.ts'

/** Script that makes a page's camera or screen share show the clock under the stamp of `sender`; for `addInitScript`. */
export const clockScript = (
  replaces: ClockSource['replaces'],
  sender: SenderName,
  size: { width: number; height: number },
): string => {
  const source: ClockSource = { replaces, stamp: SENDERS[sender].stamp, ...size }
  return `(${installClock})(${encodeStamp}, ${JSON.stringify(source)})`
}
