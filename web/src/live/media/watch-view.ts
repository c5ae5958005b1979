import type { Shown } from './view-reporter.ts'

/** Tells how an element is shown whenever its size, its place on the page or the page's own visibility changes. Returns the end of it. */
export function watchView(element: HTMLElement, tell: (shown: Shown) => void): () => void {
  let isOnScreen = true
  const report = () => {
    const { width, height } = element.getBoundingClientRect()
    const ratio = window.devicePixelRatio
    const visible = isOnScreen && !document.hidden && width > 0 && height > 0
    tell({ visible, width: Math.round(width * ratio), height: Math.round(height * ratio) })
  }
  const sizes = new ResizeObserver(report)
  const places = new IntersectionObserver((entries) => {
    isOnScreen = entries.at(-1)?.isIntersecting ?? true
    report()
  })
  sizes.observe(element)
  places.observe(element)
  document.addEventListener('visibilitychange', report)
  return () => {
    sizes.disconnect()
    places.disconnect()
    document.removeEventListener('visibilitychange', report)
  }
}
