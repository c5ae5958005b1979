import type { RefObject } from 'react'
import type { PlayerChoice } from './player-memory.ts'

type MediaRef = RefObject<HTMLMediaElement | null>

export function seekTo({ current }: MediaRef, at: number): void {
  if (current) current.currentTime = at
}

/** A new source begins at the default speed, so both are set. */
export function applyChoice({ current }: MediaRef, { volume, speed }: PlayerChoice): void {
  if (!current) return
  current.volume = volume
  current.defaultPlaybackRate = speed
  current.playbackRate = speed
}

export function showSubtitles({ current }: MediaRef, language: string | null): void {
  for (const track of current?.textTracks ?? [])
    if (track.kind === 'subtitles') track.mode = track.language === language ? 'showing' : 'disabled'
}
