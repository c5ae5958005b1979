import { useEffect, useMemo, useRef, useState, type RefObject } from 'react'
import type { Size } from './use-ink-layers.ts'

/** The largest rectangle of this shape that fits into the element, CSS pixels. */
export function useBox(aspect: number): { frame: RefObject<HTMLDivElement | null>; size: Size } {
  const frame = useRef<HTMLDivElement>(null)
  const [room, setRoom] = useState<Size>({ width: 0, height: 0 })
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setRoom({ width: entry.contentRect.width, height: entry.contentRect.height })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const size = useMemo(() => {
    const width = Math.floor(Math.min(room.width, room.height * aspect))
    return { width, height: Math.floor(width / aspect) }
  }, [room, aspect])
  return { frame, size }
}
