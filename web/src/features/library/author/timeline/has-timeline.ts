import type { ResourceFile } from '@tongke/contract'

/** Chapters and subtitles hang on times; the author needs to see or hear them. */
export const hasTimeline = ({ kind, processing }: ResourceFile): boolean =>
  kind === 'video' ? processing.playable : kind === 'audio' && processing.state === 'READY'
