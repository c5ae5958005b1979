import { useEffect, type RefObject } from 'react'
import type { Play } from './use-play.ts'

/** Tells the reporter what the media element does, and sends at every pause and seek. */
export function useReporting(ref: RefObject<HTMLMediaElement | null>, { link, closed, reopen }: Play): void {
  useEffect(() => {
    const media = ref.current
    if (!media) return
    const at = () => media.currentTime
    const reporter = () => link.current?.reporter
    const flush = () => link.current?.flush()
    const listeners = {
      playing: () => {
        if (closed) reopen()
        reporter()?.setSpeed(media.playbackRate)
        reporter()?.play(at())
      },
      timeupdate: () => {
        const one = reporter()
        if (!one || media.paused || media.seeking) return
        if (one.playing) return one.timeUpdate(at())
        // It was opened while the video ran already.
        one.setSpeed(media.playbackRate)
        one.play(at())
      },
      waiting: () => reporter()?.pause(at()),
      pause: () => {
        reporter()?.pause(at())
        flush()
      },
      ended: () => {
        reporter()?.pause(at())
        flush()
      },
      seeking: () => reporter()?.seeking(),
      seeked: () => {
        reporter()?.seeked(at())
        flush()
      },
      ratechange: () => reporter()?.setSpeed(media.playbackRate),
    }
    for (const [name, listen] of Object.entries(listeners)) media.addEventListener(name, listen)
    return () => {
      for (const [name, listen] of Object.entries(listeners)) media.removeEventListener(name, listen)
    }
  }, [ref, link, closed, reopen])
}
