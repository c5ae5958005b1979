import { getHealth, type PackResource } from '@tongke/contract'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { Opening } from '../../../../components/opening.tsx'
import { BlankState } from '../../../../components/plain/blank-state.tsx'
import { Logo } from '../../../../components/plain/logo.tsx'
import { useTitle } from '../../../../components/plain/use-title.ts'
import { PATHS } from '../../../../config/paths.ts'
import { useHeld } from '../hold/use-held.ts'
import { canHold } from '../hold/holder-client.ts'
import type { HeldRow } from '../hold/pack-holder.ts'
import { HeldProgress } from '../held-progress.tsx'
import { usePackGrades, usePartWords } from '../pack-words.ts'
import { HeldPart } from './held-part.tsx'
import '../../../../components/admin/admin.css'
import './offline.css'

const ALIVE = `${getHealth.path}?live=`

/** Whether the portal can be reached: a computer with a router calls itself online, whatever is behind it. */
function useIsOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine)
  useEffect(() => {
    const abort = new AbortController()
    const { signal } = abort
    const read = () => {
      if (!navigator.onLine) return setOnline(false)
      fetch(ALIVE, { cache: 'no-store', signal }).then(
        ({ ok }) => setOnline(ok),
        () => signal.aborted || setOnline(false),
      )
    }
    read()
    addEventListener('online', read, { signal })
    addEventListener('offline', read, { signal })
    return () => abort.abort()
  }, [])
  return online
}

/** What lies on this computer, played without any network: asks nothing of the server. */
export function OfflinePage() {
  const { t } = useTranslation('packs')
  const { rows, isRead } = useHeld(false)
  const online = useIsOnline()
  useTitle(t('offline.title'))
  return (
    <div className="offline">
      <header className="offline-bar">
        <Logo height={22} />
        <span className="offline-line" data-online={online} role="status">
          {t(online ? 'offline.online' : 'offline.offline')}
        </span>
        <nav>
          {/* A whole load: what is open here may be older than the portal is now. */}
          <a href={online ? PATHS.packs : PATHS.home}>{t(online ? 'offline.toPacks' : 'offline.tryAgain')}</a>
        </nav>
      </header>
      {!isRead ? (
        <Opening />
      ) : rows.length === 0 ? (
        <BlankState
          title={t('offline.none')}
          hint={t(canHold() ? (online ? 'offline.noneHint' : 'offline.noneOffline') : 'insecure')}
        />
      ) : (
        <Desk rows={rows} />
      )}
    </div>
  )
}

function Desk({ rows }: { rows: readonly HeldRow[] }) {
  const { t } = useTranslation('packs')
  const [params] = useSearchParams()
  const row = rows.find(({ id }) => id === params.get('pack')) ?? rows[0]!
  const shown = row.manifest.resources.filter(({ id }) => !row.withdrawn.includes(id))
  const resource = shown.find(({ id }) => id === params.get('resource')) ?? shown[0]
  return (
    <div className="offline-desk">
      <nav className="offline-list" aria-label={t('offline.list')}>
        {rows.map((one) => (
          <section key={one.id}>
            <h2>
              <Link to={`?pack=${one.id}`} aria-current={one.id === row.id ? 'true' : undefined}>
                {one.manifest.name}
              </Link>
            </h2>
            {one.state !== 'held' && <HeldProgress row={one} />}
            {one.id === row.id && (
              <ol>
                {shown.map((item) => (
                  <ResourceLink
                    key={item.id}
                    packId={row.id}
                    resource={item}
                    isOpen={item.id === resource?.id}
                  />
                ))}
              </ol>
            )}
            {one.id === row.id && row.withdrawn.length > 0 && (
              <p className="quiet">{t('offline.withdrawn', { count: row.withdrawn.length })}</p>
            )}
          </section>
        ))}
      </nav>
      <main className="offline-stage" id="main">
        {resource ? (
          <HeldResource key={resource.id} row={row} resource={resource} />
        ) : (
          <BlankState title={t('offline.nothingLeft')} />
        )}
      </main>
    </div>
  )
}

function ResourceLink({
  packId,
  resource,
  isOpen,
}: {
  packId: string
  resource: PackResource
  isOpen: boolean
}) {
  const words = usePartWords()
  return (
    <li>
      <Link to={`?pack=${packId}&resource=${resource.id}`} replace aria-current={isOpen ? 'page' : undefined}>
        <strong>{resource.title}</strong>
        <span>{words(resource)}</span>
      </Link>
    </li>
  )
}

function HeldResource({ row: { manifest }, resource }: { row: HeldRow; resource: PackResource }) {
  const { t } = useTranslation('packs')
  const { t: common } = useTranslation()
  const grades = usePackGrades()
  const [index, setIndex] = useState(0)
  const part = resource.parts[index] ?? resource.parts[0]!
  return (
    <article>
      <h1>{resource.title}</h1>
      <p className="quiet">
        {common(`subject.${resource.subject}`)} · {grades(resource)} · {resource.orgName}{' '}
        {resource.authorName}
      </p>
      {resource.parts.length > 1 && (
        <div className="offline-tabs" role="tablist" aria-label={t('offline.files')}>
          {resource.parts.map((one, at) => (
            <button
              key={one.shows[0]}
              type="button"
              role="tab"
              aria-selected={one === part}
              onClick={() => setIndex(at)}
            >
              {one.role === 'main' || one.role === 'attachment' ? one.name : t(`role.${one.role}`)}
            </button>
          ))}
        </div>
      )}
      <HeldPart key={part.shows[0]} manifest={manifest} part={part} />
    </article>
  )
}
