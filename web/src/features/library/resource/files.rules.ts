import type { ResourceFile } from '@tongke/contract'

const READY: Partial<Record<ResourceFile['kind'], RegExp>> = {
  video: /^master\.m3u8$/,
  audio: /^audio\.m4a$/,
  image: /^medium\.webp$/,
  document: /^page-\d+\.webp$/,
  text: /^text\.txt$/,
}

type Shown = Pick<ResourceFile, 'kind' | 'renditions'>

/** Is there something of this file that a page can show by now? */
export const isShown = ({ kind, renditions }: Shown): boolean =>
  renditions.some((name) => READY[kind]?.test(name) ?? false)

const isShowable = ({ kind }: Pick<ResourceFile, 'kind'>) => kind in READY

/** What a reader may choose among; a paper that proves a licence is for reviewers. */
export const shownFiles = <T extends Pick<ResourceFile, 'kind' | 'role'>>(files: readonly T[]): T[] =>
  files.filter((file) => file.role !== 'licence' && isShowable(file))

/** The file that was asked for, else what moves, else the main one, else the first that can be shown. */
export function fileToShow<T extends Pick<ResourceFile, 'id' | 'kind' | 'role'>>(
  files: readonly T[],
  wanted: string | null,
): T | undefined {
  const shown = shownFiles(files)
  return (
    shown.find(({ id }) => id === wanted) ??
    shown.find(({ kind, role }) => kind === 'video' && role !== 'attachment') ??
    shown.find(({ role }) => role === 'main') ??
    shown[0]
  )
}
