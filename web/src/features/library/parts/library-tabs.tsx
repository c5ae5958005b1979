import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { NavLink, useLocation } from 'react-router'
import { PATHS } from '../../../config/paths.ts'
import { useMe } from '../../../lib/me.ts'
import { tabsFor } from './tabs.rules.ts'
import './library-tabs.css'

/** The rooms of the library, on each of their pages. A classroom's PC has only the first. */
export function LibraryTabs() {
  const { t } = useTranslation('find')
  const me = useMe().data
  const { pathname } = useLocation()
  const bar = useRef<HTMLElement>(null)
  // On a phone the bar is wider than the screen.
  useEffect(() => {
    const lit = bar.current?.querySelector<HTMLElement>('.active')
    if (lit && bar.current) bar.current.scrollLeft = lit.offsetLeft - bar.current.offsetLeft - 40
  }, [pathname, me])
  if (me?.kind !== 'person') return null
  return (
    <nav className="library-tabs" ref={bar} aria-label={t('tabs.label')}>
      {tabsFor(me.posts.map(({ role }) => role)).map(({ key, to }) => (
        <NavLink key={key} to={to} end={to === PATHS.library}>
          {t(`tabs.${key}`)}
        </NavLink>
      ))}
    </nav>
  )
}
