import {
  checkPackage,
  importPackageItem,
  listMyResources,
  type PackageDefaults,
  type PackageReport,
} from '@tongke/contract'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { call } from '../../../lib/api.ts'
import type { ApiError } from '../../../lib/api-error.ts'
import { runImport, type Outcomes } from './import-run.ts'

export interface Chosen {
  readonly uploadId: string
  readonly orgId: string
  readonly defaults: PackageDefaults
}

/** What would become of the package, asked again whenever something is chosen otherwise. */
export const usePackage = (chosen: Chosen) =>
  useQuery<PackageReport, ApiError>({
    queryKey: [checkPackage.path, chosen],
    queryFn: ({ signal }) => call(checkPackage, { body: chosen }, signal),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: Infinity,
  })

/** The import itself, item by item. */
export function usePackageImport(chosen: Chosen) {
  const queries = useQueryClient()
  const [outcomes, setOutcomes] = useState<Outcomes>(new Map())
  const [running, setRunning] = useState(0)
  /** How many the last run made; null before the first. */
  const [made, setMade] = useState<number | null>(null)
  const stopping = useRef(new AbortController())
  const start = async (keys: readonly string[]) => {
    stopping.current = new AbortController()
    setRunning(keys.length)
    setMade(null)
    const count = await runImport(keys, {
      importItem: (key) => call(importPackageItem, { body: { ...chosen, key } }),
      show: setOutcomes,
      signal: stopping.current.signal,
    })
    await Promise.all(
      [checkPackage, listMyResources].map(({ path }) => queries.invalidateQueries({ queryKey: [path] })),
    )
    setRunning(0)
    setMade(count)
  }
  return { outcomes, running, made, start, stop: () => stopping.current.abort() }
}
