import type { ReactNode } from 'react'
import { LogoMark } from './logo.tsx'
import './plain.css'

/** An empty or failed place: what is so, and the one next step. */
export function BlankState({ title, hint, action }: { title: string; hint?: ReactNode; action?: ReactNode }) {
  return (
    <section className="blank">
      <div className="blank-art">
        <LogoMark size={52} />
      </div>
      <h2>{title}</h2>
      {hint && <p>{hint}</p>}
      {action && <div className="blank-action">{action}</div>}
    </section>
  )
}
