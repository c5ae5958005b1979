import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { Opening } from '../../components/opening.tsx'
import { RoomHome } from '../../features/lessons/room-home/room-home.tsx'
import { Enrolment } from '../../features/people/enrolment/enrolment.tsx'
import { SignedInPerson } from '../../features/people/enrolment/signed-in-person.tsx'
import { isApiError } from '../../lib/api-error.ts'
import { ME_KEY, useMe } from '../../lib/me.ts'
import { leaveSession } from '../layouts/use-sign-out.ts'

/** The one page of a classroom PC: its code before it is known, the room's day afterwards. */
export function DevicePage() {
  const queries = useQueryClient()
  const me = useMe()
  const askAgain = useCallback(() => void queries.invalidateQueries({ queryKey: ME_KEY }), [queries])
  const leave = () => void leaveSession().then(() => queries.resetQueries({ queryKey: ME_KEY }))

  if (me.error && !isApiError(me.error, 'offline', 'unavailable'))
    return <Enrolment revoked={me.error.code === 'device.revoked'} onConfirmed={askAgain} />
  if (!me.data) return <Opening />
  if (me.data.kind === 'person') return <SignedInPerson name={me.data.name} onLeave={leave} />
  return <RoomHome me={me.data} />
}
