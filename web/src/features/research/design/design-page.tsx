import '../../../components/plain/plain.css'
import '../../../components/admin/admin.css'
import './design.css'
import { getDesign, listDesignComments, type DesignDetail } from '@tongke/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { Opening } from '../../../components/opening.tsx'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { useTitle } from '../../../components/plain/use-title.ts'
import { PATHS } from '../../../config/paths.ts'
import { useMe } from '../../../lib/me.ts'
import { useEndpoint } from '../../../lib/query.ts'
import type { DesignClient } from '../../../live/design/design-client.ts'
import { CommentsPanel } from './comments/comments-panel.tsx'
import { Comparison } from './compare/comparison.tsx'
import { DesignHead } from './design-head.tsx'
import { Editor } from './editor.tsx'
import { PeoplePanel } from './people-panel.tsx'
import { PrintSheet } from './print-sheet.tsx'
import { DeskProvider, useDesignClient, useDesignView, useDesk, type Marked } from './use-design.ts'
import { useKeptPage } from './use-kept-page.ts'
import { VersionView } from './versions/version-view.tsx'
import { VersionsPanel, type Showing } from './versions/versions-panel.tsx'

/** The desk on which a lesson design is written together. Opens without a line too, once it was open on this device. */
export function DesignPage() {
  const { t } = useTranslation('design')
  const { id = '' } = useParams()
  const me = useMe()
  const query = useEndpoint(getDesign, { params: { id } })
  // The cache keeps the page before while loading; here that would be another design.
  const fresh = query.data?.card.id === id ? query.data : undefined
  const kept = useKeptPage(id, me.data?.kind === 'person' ? me.data.id : undefined, fresh)
  const detail = fresh ?? kept?.detail
  const personId = me.data?.kind === 'person' ? me.data.id : kept?.personId
  if (detail && personId) return <Opened key={`${id}${personId}`} detail={detail} personId={personId} />
  if (query.error?.code === 'not_found')
    return (
      <BlankState
        title={t('missing')}
        hint={t('missingHint')}
        action={
          <Link className="button" to={PATHS.home}>
            {t('home')}
          </Link>
        }
      />
    )
  const error = query.error ?? me.error
  if (error && kept === null) return <ErrorPanel error={error} onRetry={() => void query.refetch()} />
  return <Opening />
}

function Opened({ detail, personId }: { detail: DesignDetail; personId: string }) {
  const client = useDesignClient(detail.card.id, personId, detail.can.write)
  return client ? <Desk client={client} detail={detail} /> : <Opening />
}

function Desk({ client, detail }: { client: DesignClient; detail: DesignDetail }) {
  const { t } = useTranslation('design')
  useTitle(t('title', { title: detail.session.title }))
  useNews(client)
  const [marked, onMark] = useState<Marked | null>(null)
  const [passage, setPassage] = useState<Marked | null>(null)
  const [tab, setTab] = useState<Tab>('comments')
  const [shownComment, onShowComment] = useState<string | null>(null)
  const [showing, setShowing] = useState<Showing | null>(null)
  const [isSideOpen, setSideOpen] = useState(false)
  const onComment = () => {
    setPassage(marked)
    setTab('comments')
    setSideOpen(true)
  }
  return (
    <DeskProvider value={{ client, detail, marked, onMark, onComment, shownComment, onShowComment }}>
      <div className="design" data-side={isSideOpen}>
        <DesignHead onSide={() => setSideOpen(!isSideOpen)} isSideOpen={isSideOpen} />
        <main className="design-main" id="main">
          {showing ? <Shown showing={showing} onClose={() => setShowing(null)} /> : <Written />}
        </main>
        <aside className="design-side" aria-label={t('side')}>
          <Tabs tab={tab} onTab={setTab} />
          {tab === 'comments' && <CommentsPanel passage={passage} onDone={() => setPassage(null)} />}
          {tab === 'versions' && (
            <VersionsPanel
              onShow={(next) => {
                setShowing(next)
                setSideOpen(false)
                scrollTo({ top: 0 })
              }}
            />
          )}
          {tab === 'people' && <PeoplePanel />}
        </aside>
      </div>
      {!showing && <PrintSheet />}
    </DeskProvider>
  )
}

const TABS = ['comments', 'versions', 'people'] as const
type Tab = (typeof TABS)[number]

function Tabs({ tab, onTab }: { tab: Tab; onTab: (tab: Tab) => void }) {
  const { t } = useTranslation('design')
  return (
    <div className="design-tabs" role="tablist">
      {TABS.map((one) => (
        <button key={one} type="button" role="tab" aria-selected={one === tab} onClick={() => onTab(one)}>
          {t(`tab.${one}`)}
        </button>
      ))}
    </div>
  )
}

function Written() {
  const { t } = useTranslation('design')
  const { client, detail } = useDesk()
  const { isLoaded, canWrite, problem } = useDesignView(client)
  if (!isLoaded) return <p className="quiet design-wait">{t('loading')}</p>
  return (
    <>
      {problem && <Trouble code={problem} />}
      {!problem && !canWrite && (
        <p className="notice notice-warn" role="status">
          {t(detail.session.isOpen ? 'readOnly' : 'readOnlyOver')}
        </p>
      )}
      <Editor />
    </>
  )
}

function Trouble({ code }: { code: string }) {
  const { t } = useTranslation('design')
  const { t: errors } = useTranslation('errors')
  return (
    <div className="notice" role="alert">
      <strong>{errors(code as 'internal')}</strong>
      <span>{t('notTaken')}</span>
    </div>
  )
}

function Shown({ showing, onClose }: { showing: Showing; onClose: () => void }) {
  return showing.what === 'version' ? (
    <VersionView number={showing.number} onClose={onClose} />
  ) : (
    <Comparison from={showing.from} to={showing.to} onClose={onClose} />
  )
}

/** What is not in the text itself is read anew when somebody changed it. */
function useNews(client: DesignClient): void {
  const queries = useQueryClient()
  useEffect(
    () =>
      client.stream.on('news', (about) => {
        const path = about === 'comments' ? listDesignComments.path : getDesign.path
        void queries.invalidateQueries({ queryKey: [path] })
      }),
    [client, queries],
  )
}
