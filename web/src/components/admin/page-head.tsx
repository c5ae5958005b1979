import type { ReactNode } from 'react'
import { useTitle } from '../plain/use-title.ts'
import './admin.css'

/** Title of a page, one line about it, and what one can do here. */
export function PageHead({
  title,
  tab,
  note,
  children,
}: {
  title: ReactNode
  /** The page's name for the browser's tab, where the title is more than words. */
  tab?: string
  note?: ReactNode
  children?: ReactNode
}) {
  useTitle(typeof title === 'string' ? title : tab)
  return (
    <header className="page-head">
      <div>
        <h1>{title}</h1>
        {note && <p>{note}</p>}
      </div>
      {children && <div className="page-actions">{children}</div>}
    </header>
  )
}
