import { Outlet, ScrollRestoration } from 'react-router'

/** Around every page: a new page begins at its top, and going back returns to where one was. */
export function RootShell() {
  return (
    <>
      <Outlet />
      <ScrollRestoration />
    </>
  )
}
