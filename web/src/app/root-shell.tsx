import { Outlet, ScrollRestoration } from 'react-router'
import { DeviceKeeper } from './device-keeper.tsx'

/** Around every page: a new page begins at its top, and going back returns to where one was. */
export function RootShell() {
  return (
    <>
      <Outlet />
      <DeviceKeeper />
      <ScrollRestoration />
    </>
  )
}
