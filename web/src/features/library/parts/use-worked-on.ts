import { getResource } from '@tongke/contract'
import { useState } from 'react'
import { useEndpoint } from '../../../lib/query.ts'
import { isWorking, newestOf } from './work.rules.ts'

const POLL_MS = 2000

/** One resource, asked for again only while something is being made of its files. */
export function useWorkedOn(id: string) {
  const [working, setWorking] = useState(false)
  const resource = useEndpoint(
    getResource,
    { params: { id } },
    { ...(working && { refetchInterval: POLL_MS }) },
  )
  const now = resource.data !== undefined && isWorking(newestOf(resource.data).files)
  if (now !== working) setWorking(now)
  return resource
}
