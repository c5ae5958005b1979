import type { PackManifest } from '@tongke/contract'
import { useEffect, useState } from 'react'
import { HeldStore } from '../hold/held-store.ts'

const store = new HeldStore()

/** Addresses of files of a held pack, in the order of `paths`; null before they are read, undefined in place of one that is gone. */
export function useBlobUrls(
  manifest: PackManifest,
  paths: readonly string[],
): readonly (string | undefined)[] | null {
  const [urls, setUrls] = useState<readonly (string | undefined)[] | null>(null)
  const wanted = paths.join('\n')
  useEffect(() => {
    let gone = false
    const made: string[] = []
    setUrls(null)
    const open = async (path: string): Promise<string | undefined> => {
      const file = manifest.files.find((one) => one.path === path)
      const content = file ? await store.file(file.sha256) : null
      if (!content || gone) return undefined
      const url = URL.createObjectURL(content)
      made.push(url)
      return url
    }
    void Promise.all(wanted.split('\n').map(open)).then((opened) => {
      if (!gone) setUrls(opened)
    })
    return () => {
      gone = true
      for (const url of made) URL.revokeObjectURL(url)
    }
  }, [manifest, wanted])
  return urls
}
