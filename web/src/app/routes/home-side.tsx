import { CountyPanel } from '../../features/lessons/day/county-panel.tsx'
import { DevicesPanel } from '../../features/people/devices/devices-panel.tsx'
import { hasRole, type PersonMe } from '../../lib/me.ts'

/** Beside the day of whoever looks after many: the county in numbers, and the devices of the classrooms. */
export function HomeSide({ me, bureau, rooms }: { me: PersonMe; bureau: boolean; rooms: boolean }) {
  return (
    <>
      {bureau && <CountyPanel seesRooms={hasRole(me, 'officer', 'administrator', 'inspector')} />}
      {rooms && <DevicesPanel />}
    </>
  )
}
