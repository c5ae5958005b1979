import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useSyncExternalStore } from 'react'
import { Opening } from '../../components/opening.tsx'
import { RoomHome } from '../../features/lessons/room-home/room-home.tsx'
import { Enrolment } from '../../features/people/enrolment/enrolment.tsx'
import { SignedInPerson } from '../../features/people/enrolment/signed-in-person.tsx'
import { isApiError } from '../../lib/api-error.ts'
import { keepDevice, knownDevice, onKnownDevice } from '../../lib/device-mark.ts'
import { ME_KEY, useMe } from '../../lib/me.ts'
import { leaveSession } from '../layouts/use-sign-out.ts'

const ASK_AGAIN_MS = 5_000

/** The one page of a classroom PC: its code before it is known, the room's day afterwards. */
export function DevicePage() {
  const queries = useQueryClient()
  const me = useMe()
  const known = useSyncExternalStore(onKnownDevice, knownDevice)
  const askAgain = useCallback(() => void queries.invalidateQueries({ queryKey: ME_KEY }), [queries])
  const leave = () => void leaveSession().then(() => queries.resetQueries({ queryKey: ME_KEY }))
  const isAway = isApiError(me.error, 'offline', 'unavailable')
  const device = me.data?.kind === 'device' ? me.data : null
  useEffect(() => {
    if (device) keepDevice(device)
  }, [device])
  useEffect(() => {
    if (!isAway) return
    const timer = setInterval(askAgain, ASK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [isAway, askAgain])

  if (me.error && !isAway)
    return <Enrolment revoked={me.error.code === 'device.revoked'} onConfirmed={askAgain} />
  if (me.data?.kind === 'person') return <SignedInPerson name={me.data.name} onLeave={leave} />
  const shown = device ?? (isAway ? known : null)
  return shown ? <RoomHome me={shown} /> : <Opening />
}
