import type { MicrophoneTrouble } from '@tongke/contract'
import { useRoom, useStore } from '../room-context.tsx'

/** What this machine hears of its own microphone. */
export const useOwnMicrophone = (): MicrophoneTrouble | null => useStore(useRoom().client.microphone.trouble)
