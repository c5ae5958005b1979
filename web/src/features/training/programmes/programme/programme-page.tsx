import { getProgramme, type ProgrammeDetail } from '@tongke/contract'
import { Button, Skeleton, Tabs } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { PageHead } from '../../../../components/admin/page-head.tsx'
import { BlankState } from '../../../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../../../components/plain/error-words.tsx'
import { PATHS } from '../../../../config/paths.ts'
import { useEndpoint } from '../../../../lib/query.ts'
import { ProgrammeStatePill } from '../parts/programme-words.tsx'
import '../parts/programmes.css'
import { AboutDrawer } from './about-drawer.tsx'
import { EnrolmentDesk } from './enrolment-desk.tsx'
import { MyPart } from './my-part.tsx'
import { Sessions } from './sessions.tsx'
import { Sheet } from './sheet.tsx'
import { StatePanel } from './state-panel.tsx'

const TABS = ['sessions', 'enrolments', 'sheet'] as const

/** One programme: for a teacher what to do next, for who leads it enrolment, sessions and assessment. */
export function ProgrammePage() {
  const { t } = useTranslation('programmes')
  const { id = '' } = useParams()
  const query = useEndpoint(getProgramme, { params: { id } })
  const detail = query.data?.card.id === id ? query.data : undefined
  if (detail) return <Programme key={id} detail={detail} />
  if (query.error?.code === 'not_found')
    return (
      <BlankState
        title={t('missing')}
        hint={t('missingHint')}
        action={
          <Link className="button" to={PATHS.programmes}>
            {t('back')}
          </Link>
        }
      />
    )
  if (query.error) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  return <Skeleton active paragraph={{ rows: 10 }} />
}

function Programme({ detail }: { detail: ProgrammeDetail }) {
  const { t } = useTranslation('programmes')
  const [params, setParams] = useSearchParams()
  const [editing, setEditing] = useState(false)
  const { card, can } = detail
  const tabs = TABS.filter(
    (tab) =>
      tab === 'sessions' ||
      (tab === 'enrolments' && (can.decide || can.lead) && card.state !== 'PLANNED') ||
      (tab === 'sheet' && can.lead && card.state !== 'PLANNED'),
  )
  const tab = tabs.find((one) => one === params.get('tab')) ?? 'sessions'
  return (
    <>
      <PageHead
        title={card.title}
        note={
          <>
            <ProgrammeStatePill state={card.state} /> {t(`level.${card.level}`)} · {t(`type.${card.type}`)} ·{' '}
            {t(`audience.${card.audience}`)} · {card.orgName}
            {card.summary && <span className="programme-summary">{card.summary}</span>}
          </>
        }
      >
        <Link className="button" to={PATHS.programmes}>
          {t('back')}
        </Link>
        {can.edit && <Button onClick={() => setEditing(true)}>{t('edit')}</Button>}
      </PageHead>
      <div className={tab === 'sheet' ? 'programme programme-whole' : 'programme'}>
        <div className="programme-main">
          {tabs.length > 1 && (
            <Tabs
              activeKey={tab}
              onChange={(key) => setParams(key === 'sessions' ? {} : { tab: key }, { replace: true })}
              items={tabs.map((key) => ({
                key,
                label:
                  key === 'enrolments' && card.requested > 0
                    ? t('tab.waiting', { count: card.requested })
                    : t(`tab.${key}`),
              }))}
            />
          )}
          {tab === 'sessions' && <Sessions detail={detail} />}
          {tab === 'enrolments' && <EnrolmentDesk detail={detail} />}
          {tab === 'sheet' && <Sheet detail={detail} />}
        </div>
        <aside className="programme-side">
          <StatePanel detail={detail} />
          {(detail.mine || can.enrol) && !can.lead && <MyPart detail={detail} />}
          <Facts detail={detail} />
        </aside>
      </div>
      {editing && <AboutDrawer detail={detail} onClose={() => setEditing(false)} />}
    </>
  )
}

function Facts({ detail }: { detail: ProgrammeDetail }) {
  const { t } = useTranslation('programmes')
  const { t: common } = useTranslation()
  const { card, trainers, attendPercent, needsTests, needsWork, policy } = detail
  return (
    <section className="card programme-part programme-facts">
      <h2>{t('facts.title')}</h2>
      <dl>
        <dt>{t('field.hours')}</dt>
        <dd>{t('hours', { hours: card.hours })}</dd>
        <dt>{t('facts.days')}</dt>
        <dd>
          {card.startsOn} – {card.endsOn}
        </dd>
        <dt>{t('field.places')}</dt>
        <dd>
          {t('card.taken', { taken: card.taken, places: card.places, rural: card.ruralTaken })}
          {card.ruralPlaces > 0 && <small>{t('facts.kept', { count: card.ruralPlaces })}</small>}
        </dd>
        {trainers.length > 0 && (
          <>
            <dt>{t('field.trainerIds')}</dt>
            <dd>{trainers.map(({ name }) => name).join(common('listComma'))}</dd>
          </>
        )}
        <dt>{t('facts.rule')}</dt>
        <dd>
          {[
            attendPercent > 0 && t('facts.attend', { percent: attendPercent }),
            needsTests && t('facts.tests', { score: policy.passScore }),
            needsWork && t('facts.work'),
          ]
            .filter(Boolean)
            .join(common('listComma'))}
        </dd>
      </dl>
    </section>
  )
}
