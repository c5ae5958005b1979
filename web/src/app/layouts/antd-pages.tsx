import { Suspense } from 'react'
import { Outlet } from 'react-router'
import { AntdScope } from '../../components/antd/antd-scope.tsx'
import { Opening } from '../../components/opening.tsx'

/** Around the pages made of antd: a chunk of its own, so that the others open without it. */
export function AntdPages() {
  return (
    <AntdScope>
      <Suspense fallback={<Opening />}>
        <Outlet />
      </Suspense>
    </AntdScope>
  )
}
