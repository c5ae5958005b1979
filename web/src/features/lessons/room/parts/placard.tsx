import type { ReactNode } from 'react'

interface PlacardProps {
  title: string
  hint?: ReactNode
  children?: ReactNode
  tone?: 'calm' | 'live'
}

/** Large words in place of a picture: what is going on, and what to do. */
export function Placard({ title, hint, children, tone = 'calm' }: PlacardProps) {
  return (
    <section className={`placard placard-${tone}`} role="status" aria-live="polite">
      <h1>{title}</h1>
      {hint && <p>{hint}</p>}
      {children && <div className="placard-actions">{children}</div>}
    </section>
  )
}
