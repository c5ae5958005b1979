import { PlusOutlined } from '@ant-design/icons'
import { PairingState, listPairings, type PairingCard, type Role } from '@tongke/contract'
import { Button, Select, Tabs, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { WIDE } from '../../../components/admin/columns.ts'
import { ListTable } from '../../../components/admin/list-table.tsx'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { useListQuery, type ListQuery } from '../../../components/admin/use-list-query.ts'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { paths } from '../../../config/paths.ts'
import { hasRole, useMe } from '../../../lib/me.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { Coverage } from './coverage.tsx'
import { PairingDrawer } from './pairing-drawer.tsx'
import { HostName, PairingStatePill, useGoalWords, useScopeWords, useTermWords } from './pairing-words.tsx'
import './pairings.css'

const TABS = ['all', 'to_do', 'coverage'] as const
/** Who signs or decides; the server knows better. */
const DECIDERS: readonly Role[] = ['head', 'officer', 'administrator']
const DRAFTERS: readonly Role[] = [...DECIDERS, 'coordinator']

/** Agreements between schools, those that wait for me, and which rural schools have none. */
export function PairingsPage() {
  const { t } = useTranslation('pairings')
  const list = useListQuery()
  const me = useMe().data
  const [beginning, setBeginning] = useState<{ ruralOrgId?: string }>()
  const tabs = TABS.filter((tab) => tab !== 'to_do' || hasRole(me, ...DECIDERS))
  const tab = tabs.find((one) => one === list.get('tab')) ?? 'all'
  const mayBegin = hasRole(me, ...DRAFTERS)
  return (
    <>
      <PageHead title={t('title')} note={t('note')}>
        {mayBegin && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setBeginning({})}>
            {t('new')}
          </Button>
        )}
      </PageHead>
      <Tabs
        activeKey={tab}
        onChange={(key) => list.set({ tab: key === 'all' ? undefined : key })}
        items={tabs.map((key) => ({ key, label: t(`tab.${key}`) }))}
      />
      {tab === 'coverage' ? (
        <Coverage
          termId={list.get('term')}
          onTerm={(term) => list.set({ term })}
          onBegin={mayBegin ? (ruralOrgId) => setBeginning({ ruralOrgId }) : undefined}
        />
      ) : (
        <Agreements list={list} scope={tab} />
      )}
      {beginning && (
        <PairingDrawer
          edited={null}
          ruralOrgId={beginning.ruralOrgId}
          onDone={() => setBeginning(undefined)}
        />
      )}
    </>
  )
}

function useColumns(): TableColumnsType<PairingCard> {
  const { t } = useTranslation('pairings')
  const scope = useScopeWords()
  const goals = useGoalWords()
  const term = useTermWords()
  return [
    {
      title: t('list.rural'),
      render: (_, card) => (
        <>
          <Link className="row-name" to={paths.pairing(card.id)}>
            {card.rural.name}
          </Link>
          <span className="sub">{card.listeningClass.name}</span>
        </>
      ),
    },
    { title: t('list.host'), render: (_, card) => <HostName card={card} /> },
    {
      title: t('list.subjects'),
      responsive: WIDE,
      render: (_, card) => (
        <>
          {scope(card)}
          <span className="sub">{t(`type.${card.type}`)}</span>
        </>
      ),
    },
    {
      title: t('list.goals'),
      responsive: WIDE,
      render: (_, card) => (
        <>
          {goals(card)}
          <span className="sub">{term(card.term)}</span>
        </>
      ),
    },
    {
      title: t('list.state'),
      render: (_, card) => (
        <>
          <PairingStatePill state={card.state} />
          {card.state === 'PENDING' && <SignedBy signed={card.signed} />}
        </>
      ),
    },
  ]
}

function SignedBy({ signed }: Pick<PairingCard, 'signed'>) {
  const { t } = useTranslation('pairings')
  const { t: common } = useTranslation()
  const sides = [
    ...(signed.host ? [t('list.signedHost')] : []),
    ...(signed.rural ? [t('list.signedRural')] : []),
  ]
  return <span className="sub">{sides.join(common('listComma')) || t('list.unsigned')}</span>
}

function Agreements({ list, scope }: { list: ListQuery; scope: 'all' | 'to_do' }) {
  const { t } = useTranslation('pairings')
  const { page, pageSize } = list
  const state = PairingState.options.find((one) => one === list.get('state'))
  const query = useEndpoint(listPairings, { query: { page, pageSize, scope, state } })
  const words = state ? 'emptyFound' : scope === 'to_do' ? 'emptyTodo' : 'empty'
  return (
    <>
      {scope === 'all' && (
        <div className="list-tools">
          <Select
            aria-label={t('list.state')}
            className="pairing-filter"
            allowClear
            placeholder={t('list.anyState')}
            value={state}
            onChange={(value?: string) => list.set({ state: value })}
            options={PairingState.options.map((value) => ({ value, label: t(`state.${value}`) }))}
          />
        </div>
      )}
      <ListTable
        query={query}
        list={list}
        columns={useColumns()}
        isClosed={(card) => card.state === 'EXPIRED' || card.state === 'CANCELLED'}
        empty={
          <BlankState
            title={t(`list.${words}`)}
            hint={t(`list.${words}Hint`)}
            action={
              state && <Button onClick={() => list.set({ state: undefined })}>{t('list.clear')}</Button>
            }
          />
        }
      />
    </>
  )
}
