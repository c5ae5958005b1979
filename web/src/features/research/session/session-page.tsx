import { getSession, type SessionDetail } from '@tongke/contract'
import { Skeleton, Tabs } from 'antd'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { PATHS, paths } from '../../../config/paths.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { momentOf } from '../../../lib/time.ts'
import { CountedPill, SessionStatePill, useSessionScope } from '../parts/research-words.tsx'
import { MeetingEntry } from '../meeting/meeting-entry.tsx'
import { CountingBox } from './counting-box.tsx'
import { EditSession } from './edit-session.tsx'
import { NextBox } from './next-box.tsx'
import { panelsOf } from './panels.ts'
import { Stepper } from './stepper.tsx'

/** One session through all its states. */
export function SessionPage() {
  const { t } = useTranslation('research')
  const { id = '' } = useParams()
  const query = useEndpoint(getSession, { params: { id } })
  // The cache keeps the page before while loading; here that would be another session.
  const detail = query.data?.card.id === id ? query.data : undefined
  if (detail) return <Session key={id} detail={detail} />
  if (query.error?.code === 'not_found')
    return (
      <BlankState
        title={t('session.missing')}
        hint={t('session.missingHint')}
        action={
          <Link className="button" to={PATHS.research}>
            {t('session.back')}
          </Link>
        }
      />
    )
  if (query.error) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  return <Skeleton active paragraph={{ rows: 10 }} />
}

function Session({ detail }: { detail: SessionDetail }) {
  const { t } = useTranslation('research')
  const [params, setParams] = useSearchParams()
  const [editing, setEditing] = useState(false)
  const panels = panelsOf(detail)
  const shown = panels.find(({ key }) => key === params.get('tab')) ?? panels[0]
  return (
    <>
      <SessionHead detail={detail} onEdit={() => setEditing(true)} />
      <Stepper detail={detail} />
      <div className="research-page">
        <div className="research-main">
          {panels.length > 1 && (
            <Tabs
              activeKey={shown?.key ?? ''}
              onChange={(tab) => setParams(tab === panels[0]?.key ? {} : { tab }, { replace: true })}
              items={panels.map(({ key }) => ({ key, label: t(`panel.${key}`) }))}
            />
          )}
          <Suspense fallback={<Skeleton active />}>{shown && <shown.Body detail={detail} />}</Suspense>
        </div>
        <aside className="research-side">
          <NextBox detail={detail} />
          <CountingBox detail={detail} />
        </aside>
      </div>
      {editing && <EditSession detail={detail} onClose={() => setEditing(false)} />}
    </>
  )
}

function SessionHead({ detail, onEdit }: { detail: SessionDetail; onEdit: () => void }) {
  const { t } = useTranslation('research')
  const scope = useSessionScope()
  const { card, nodePath, can } = detail
  return (
    <PageHead
      title={card.theme}
      note={
        <>
          <SessionStatePill state={card.state} /> <CountedPill card={card} /> {scope(card)}
          {nodePath.length > 0 && ` · ${nodePath.join(' / ')}`}
          <br />
          {card.startsAt === null
            ? t('session.noTime')
            : `${momentOf(card.startsAt)} · ${t('minutes', { count: card.plannedMinutes })}`}{' '}
          · {t('session.host', { name: card.hostOrgName })} · {t('preparer', { name: card.mainPreparerName })}
          {card.communityId && (
            <>
              {' · '}
              <Link to={paths.community(card.communityId)}>{card.communityName}</Link>
            </>
          )}
        </>
      }
    >
      <Link className="button" to={PATHS.research}>
        {t('session.back')}
      </Link>
      <MeetingEntry detail={detail} />
      {can.edit && (
        <button type="button" className="button" onClick={onEdit}>
          {t('session.edit')}
        </button>
      )}
    </PageHead>
  )
}
