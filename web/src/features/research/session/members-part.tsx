import { CheckOutlined, CrownOutlined, DeleteOutlined } from '@ant-design/icons'
import { addSessionMember, getSession, getSessionCounting, removeSessionMember } from '@tongke/contract'
import type { CountingMember, SessionDetail, SessionMember } from '@tongke/contract'
import { Button, Popconfirm, Progress } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PersonSelect } from '../../../components/pickers/person-select.tsx'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { useAction, useEndpoint } from '../../../lib/query.ts'
import { Company } from '../parts/research-words.tsx'

/** Who is in it, of which school, and how long each was there. */
export function MembersPart({ detail }: { detail: SessionDetail }) {
  const { t } = useTranslation('research')
  const counting = useEndpoint(getSessionCounting, { params: { id: detail.card.id } }).data?.counting
  const isHeld = counting !== undefined && counting.lengthMinutes > 0
  return (
    <section className="card research-part">
      <header>
        <h2>{t('part.members')}</h2>
        <span className="quiet">
          <Company of={detail.card} />
        </span>
      </header>
      <ul className="members">
        {detail.members.map((member) => (
          <Member
            key={member.personId}
            detail={detail}
            member={member}
            sum={isHeld ? counting.members.find(({ personId }) => personId === member.personId) : undefined}
          />
        ))}
      </ul>
      {detail.can.manageMembers && <AddMember detail={detail} />}
    </section>
  )
}

interface MemberProps {
  detail: SessionDetail
  member: SessionMember
  sum: CountingMember | undefined
}

function Member({ detail, member, sum }: MemberProps) {
  const { t } = useTranslation('research')
  const removing = useAction(removeSessionMember, [getSession, getSessionCounting])
  const params = { id: detail.card.id, personId: member.personId }
  return (
    <li>
      <span className="member-name">
        <strong>{member.name}</strong>
        {member.isMainPreparer && (
          <span className="pill pill-ready member-main">
            <CrownOutlined /> {t('member.main')}
          </span>
        )}
        {member.rural && <span className="pill">{t('member.rural')}</span>}
        <small className="quiet">{member.orgName}</small>
      </span>
      <span className="member-facts">
        {sum && (
          <>
            <Progress
              percent={sum.percent}
              size="small"
              showInfo={false}
              status={sum.attended ? 'success' : 'exception'}
              aria-hidden
            />
            <small>{t('member.there', { minutes: Math.round(sum.minutes), percent: sum.percent })}</small>
            {sum.spokeSeconds > 0 && (
              <small className="quiet">
                {t('member.spoke', { count: Math.ceil(sum.spokeSeconds / 60) })}
              </small>
            )}
            {sum.sheets > 0 && <small className="quiet">{t('member.sheets', { count: sum.sheets })}</small>}
          </>
        )}
        {member.hasReflected && (
          <small className="member-done">
            <CheckOutlined /> {t('member.reflected')}
          </small>
        )}
      </span>
      {detail.can.manageMembers && !member.isMainPreparer && (
        <Popconfirm
          title={t('member.removeTitle', { name: member.name })}
          onConfirm={() => removing.mutate({ params })}
        >
          <Button
            type="text"
            size="large"
            icon={<DeleteOutlined />}
            aria-label={t('member.remove', { name: member.name })}
          />
        </Popconfirm>
      )}
      {removing.error && <ErrorNotice error={removing.error} traced={removing.error.status >= 500} />}
    </li>
  )
}

function AddMember({ detail }: { detail: SessionDetail }) {
  const { t } = useTranslation('research')
  const [personId, setPersonId] = useState<string | null>(null)
  const adding = useAction(addSessionMember, [getSession, getSessionCounting])
  const add = () => {
    if (personId)
      adding.mutate({ params: { id: detail.card.id, personId } }, { onSuccess: () => setPersonId(null) })
  }
  return (
    <>
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
        <Button disabled={!personId} loading={adding.isPending} onClick={add}>
          {t('member.bring')}
        </Button>
      </div>
      {adding.error && <ErrorNotice error={adding.error} traced={adding.error.status >= 500} />}
    </>
  )
}
