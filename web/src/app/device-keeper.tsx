import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react'
import { isApiError } from '../lib/api-error.ts'
import { keepDevice, knownDevice, onKnownDevice } from '../lib/device-mark.ts'
import { useMe } from '../lib/me.ts'
import { loadWords } from './i18n.ts'

const RoomKeeper = lazy(async () => {
  const [module] = await Promise.all([
    import('../features/lessons/keeper/room-keeper.tsx'),
    loadWords('classroom'),
  ])
  return { default: module.RoomKeeper }
})

/** On a classroom's PC, beside every page: it reports, and leads into the lesson that is due. Nothing elsewhere. */
export function DeviceKeeper() {
  const device = useSyncExternalStore(onKnownDevice, knownDevice)
  return device ? <KeeperOfDevice /> : null
}

function KeeperOfDevice() {
  const me = useMe()
  const isGone = isApiError(me.error, 'device.revoked', 'auth.required')
  useEffect(() => {
    if (isGone) keepDevice(null)
  }, [isGone])
  // While the server is away the room goes by what it knew last; a person at its PC is nobody's business.
  if (isGone || me.data?.kind === 'person') return null
  return (
    <Suspense fallback={null}>
      <RoomKeeper />
    </Suspense>
  )
}
