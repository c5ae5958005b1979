import { DeleteOutlined } from '@ant-design/icons'
import {
  CommunityRole,
  closeCommunity,
  getCommunity,
  listCommunities,
  listResearchSessions,
  removeCommunityMember,
  setCommunityMember,
  type CommunityDetail,
  type CommunityMember,
} from '@tongke/contract'
import { Button, Popconfirm, Select, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { PersonSelect } from '../../../components/pickers/person-select.tsx'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorNotice, ErrorPanel } from '../../../components/plain/error-words.tsx'
import { PATHS } from '../../../config/paths.ts'
import { useAction, useEndpoint } from '../../../lib/query.ts'
import { SessionRow } from '../parts/session-row.tsx'
import '../parts/research.css'
import { RuralShare } from './communities-page.tsx'
import { useCommunityScope } from './community-words.ts'
import { PlanPart } from './plan-part.tsx'

const REFRESHES = [getCommunity, listCommunities]

/** One team: its plan for the year, its members, its sessions. */
export function CommunityPage() {
  const { t } = useTranslation('research')
  const { id = '' } = useParams()
  const query = useEndpoint(getCommunity, { params: { id } })
  const detail = query.data?.card.id === id ? query.data : undefined
  if (detail) return <Community key={id} detail={detail} />
  if (query.error?.code === 'not_found')
    return (
      <BlankState
        title={t('community.missing')}
        hint={t('community.missingHint')}
        action={
          <Link className="button" to={PATHS.communities}>
            {t('community.back')}
          </Link>
        }
      />
    )
  if (query.error) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  return <Skeleton active paragraph={{ rows: 10 }} />
}

function Community({ detail }: { detail: CommunityDetail }) {
  const { t } = useTranslation('research')
  const scope = useCommunityScope()
  const { card, can } = detail
  const closing = useAction(closeCommunity, REFRESHES)
  return (
    <>
      <PageHead
        title={card.name}
        note={
          <>
            <span className="pill pill-ready">{t(`community.kind.${card.kind}`)}</span>{' '}
            {card.isClosed && <span className="pill">{t('community.closed')}</span>} {scope(card)} ·{' '}
            {card.orgName} · {t('community.lead', { name: card.leadName })}
            {card.summary && <span className="research-summary">{card.summary}</span>}
          </>
        }
      >
        <Link className="button" to={PATHS.communities}>
          {t('community.back')}
        </Link>
        {can.manage && (
          <Popconfirm
            title={t('community.closeTitle')}
            description={t('community.closeHint')}
            onConfirm={() => closing.mutate({ params: { id: card.id }, body: { revision: detail.revision } })}
          >
            <Button>{t('community.close')}</Button>
          </Popconfirm>
        )}
      </PageHead>
      {closing.error && <ErrorNotice error={closing.error} />}
      <div className="research-page research-team">
        <div className="research-main research-stack">
          <PlanPart detail={detail} />
          <Sessions communityId={card.id} />
        </div>
        <aside className="research-side">
          <Members detail={detail} />
        </aside>
      </div>
    </>
  )
}

function Sessions({ communityId }: { communityId: string }) {
  const { t } = useTranslation('research')
  const query = useEndpoint(listResearchSessions, { query: { communityId, pageSize: 100 } })
  return (
    <section className="research-stack">
      <h2>{t('community.sessions')}</h2>
      {query.error && !query.data && <ErrorNotice error={query.error} />}
      {!query.data && !query.error && <Skeleton active />}
      {query.data?.total === 0 && <p className="quiet">{t('community.sessionsNone')}</p>}
      <ul className="session-rows session-rows-dated">
        {query.data?.items.map((card) => (
          <SessionRow key={card.id} card={card} dated />
        ))}
      </ul>
    </section>
  )
}

function Members({ detail }: { detail: CommunityDetail }) {
  const { t } = useTranslation('research')
  const [personId, setPersonId] = useState<string | null>(null)
  const setting = useAction(setCommunityMember, REFRESHES)
  const { card, can, members } = detail
  const add = () => {
    if (personId)
      setting.mutate(
        { params: { id: card.id, personId }, body: { role: 'member' } },
        { onSuccess: () => setPersonId(null) },
      )
  }
  return (
    <section className="card research-part">
      <h2>{t('community.members')}</h2>
      <RuralShare card={card} />
      <ul className="members">
        {members.map((member) => (
          <Member key={member.personId} detail={detail} member={member} />
        ))}
      </ul>
      {can.manage && (
        <div className="research-actions">
          <div className="research-grow">
            <PersonSelect
              value={personId}
              onChange={setPersonId}
              placeholder={t('member.add')}
              aria-label={t('member.add')}
              allowClear
            />
          </div>
          <Button disabled={!personId} loading={setting.isPending} onClick={add}>
            {t('member.bring')}
          </Button>
        </div>
      )}
      {setting.error && <ErrorNotice error={setting.error} traced={setting.error.status >= 500} />}
    </section>
  )
}

function Member({ detail, member }: { detail: CommunityDetail; member: CommunityMember }) {
  const { t } = useTranslation('research')
  const setting = useAction(setCommunityMember, REFRESHES)
  const removing = useAction(removeCommunityMember, REFRESHES)
  const params = { id: detail.card.id, personId: member.personId }
  const error = setting.error ?? removing.error
  const mayChange = detail.can.manage && member.role !== 'lead'
  return (
    <li>
      <span className="member-name">
        <strong>{member.name}</strong>
        {!mayChange && member.role !== 'member' && (
          <span className="pill pill-ready">{t(`community.role.${member.role}`)}</span>
        )}
        {member.rural && <span className="pill">{t('member.rural')}</span>}
        <small className="quiet">{member.orgName}</small>
      </span>
      {mayChange && (
        <span className="member-tools">
          <Select
            aria-label={t('community.role_of', { name: member.name })}
            value={member.role}
            loading={setting.isPending}
            onChange={(role: CommunityMember['role']) => setting.mutate({ params, body: { role } })}
            options={CommunityRole.options.map((value) => ({ value, label: t(`community.role.${value}`) }))}
          />
          <Popconfirm
            title={t('community.removeTitle', { name: member.name })}
            onConfirm={() => removing.mutate({ params })}
          >
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('community.remove', { name: member.name })}
            />
          </Popconfirm>
        </span>
      )}
      {error && <ErrorNotice error={error} traced={error.status >= 500} />}
    </li>
  )
}
