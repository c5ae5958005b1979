import { useEffect } from 'react'
import { Outlet, ScrollRestoration } from 'react-router'
import { DeviceKeeper } from './device-keeper.tsx'
import { carryPapers } from '../lib/carry-papers.ts'

/** Around every page: a new page begins at its top, and going back returns to where one was. */
export function RootShell() {
  useEffect(carryPapers, [])
  return (
    <>
      <Outlet />
      <DeviceKeeper />
      <ScrollRestoration />
    </>
  )
}
