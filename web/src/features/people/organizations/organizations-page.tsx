import { PlusOutlined } from '@ant-design/icons'
import { listOrganizations, OrgKind, type Organization } from '@tongke/contract'
import { Button, Select, Switch, Tree, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { WIDE } from '../../../components/admin/columns.ts'
import { ListTable } from '../../../components/admin/list-table.tsx'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { SearchBox } from '../../../components/admin/search-box.tsx'
import { useListQuery, type ListQuery } from '../../../components/admin/use-list-query.ts'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { hasRole, useMe } from '../../../lib/me.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { orgTree } from './org-tree.ts'
import { OrganizationDrawer } from './organization-drawer.tsx'
import { speedOf } from './speed.ts'
import { useClosing } from './use-closing.tsx'
import { useAllOrganizations } from './use-organizations.ts'
import './organizations.css'

function useColumns(onOpen: (org: Organization) => void): TableColumnsType<Organization> {
  const { t } = useTranslation('people')
  const { t: common } = useTranslation()
  return [
    {
      title: t('org.name'),
      render: (_, org) => (
        <>
          <button type="button" className="row-name" onClick={() => onOpen(org)}>
            {org.name}
          </button>
          <span className="sub">{org.code ?? org.parentName}</span>
        </>
      ),
    },
    {
      title: t('org.kind'),
      render: (_, org) => (
        <>
          {common(`kind.${org.kind}`)}
          <span className="sub">
            {org.stages.map((stage) => t(`stage.${stage}`)).join(common('listComma'))}
          </span>
        </>
      ),
    },
    {
      title: t('org.town'),
      responsive: WIDE,
      render: (_, org) => org.town ?? <span className="quiet">—</span>,
    },
    {
      title: t('org.pupils'),
      responsive: WIDE,
      className: 'num',
      render: (_, org) => org.pupils ?? <span className="quiet">—</span>,
    },
    {
      title: t('org.line'),
      responsive: WIDE,
      render: (_, org) => (
        <>
          {org.downlinkKbps === null ? (
            <span className="quiet">—</span>
          ) : (
            t('org.lineValue', { down: speedOf(org.downlinkKbps), up: speedOf(org.uplinkKbps) })
          )}
          {org.networkType && <span className="sub">{t(`networkType.${org.networkType}`)}</span>}
        </>
      ),
    },
    {
      title: t('org.state'),
      render: (_, org) =>
        org.closedOn ? (
          <span className="pill">
            {org.mergedInto
              ? t('org.merged', { date: org.closedOn, name: org.mergedInto.name })
              : t('org.closed', { date: org.closedOn })}
          </span>
        ) : (
          <span className="pill pill-ok">{t('org.open')}</span>
        ),
    },
  ]
}

function OrgTree({ list }: { list: ListQuery }) {
  const { t } = useTranslation('people')
  const { data } = useAllOrganizations()
  const selected = list.get('parent')
  return (
    <nav className="org-tree card" aria-label={t('org.tree')}>
      <button
        type="button"
        className="org-tree-all"
        aria-current={!selected}
        onClick={() => list.set({ parent: undefined })}
      >
        {t('org.all')} <span className="quiet">{data?.length}</span>
      </button>
      {data && (
        <Tree
          blockNode
          showLine
          defaultExpandAll
          treeData={orgTree(data)}
          selectedKeys={selected ? [selected] : []}
          onSelect={([key]) => list.set({ parent: key ? String(key) : undefined })}
        />
      )}
    </nav>
  )
}

function Filters({ list }: { list: ListQuery }) {
  const { t } = useTranslation('people')
  const { t: common } = useTranslation()
  return (
    <div className="list-tools">
      <SearchBox list={list} placeholder={t('org.search')} />
      <Select
        aria-label={t('org.kind')}
        style={{ width: 150 }}
        allowClear
        placeholder={t('org.anyKind')}
        value={list.get('kind')}
        onChange={(kind: string | undefined) => list.set({ kind })}
        options={OrgKind.options.map((value) => ({ value, label: common(`kind.${value}`) }))}
      />
      <label className="end">
        {t('org.showClosed')}{' '}
        <Switch
          size="small"
          checked={list.get('closed') === 'true'}
          onChange={(closed) => list.set({ closed: closed ? 'true' : undefined })}
        />
      </label>
    </div>
  )
}

export function OrganizationsPage() {
  const { t } = useTranslation('people')
  const list = useListQuery()
  const me = useMe()
  const [edited, setEdited] = useState<Organization | null>()
  const done = () => setEdited(undefined)
  const { close, reopen } = useClosing(done)
  const mayCreate = hasRole(me.data, 'administrator', 'officer')
  const kind = OrgKind.safeParse(list.get('kind')).data
  const closed = list.get('closed') === 'true' ? 'true' : 'false'
  const { page, pageSize, search } = list
  const query = useEndpoint(listOrganizations, {
    query: { page, pageSize, search, kind, closed, parentId: list.get('parent') },
  })
  const filtered = Boolean(search || kind || list.get('parent'))
  const create = mayCreate && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setEdited(null)}>
      {t('org.new')}
    </Button>
  )
  const clear = (
    <Button onClick={() => list.set({ search: undefined, kind: undefined, parent: undefined })}>
      {t('org.clear')}
    </Button>
  )
  return (
    <>
      <PageHead title={t('org.title')} note={t('org.note')}>
        {create}
      </PageHead>
      <div className="org-page">
        <OrgTree list={list} />
        <div>
          <Filters list={list} />
          <ListTable
            query={query}
            list={list}
            columns={useColumns(setEdited)}
            isClosed={(org) => org.closedOn !== null}
            empty={
              <BlankState
                title={t(filtered ? 'org.emptySearch' : 'org.empty')}
                hint={t(filtered ? 'org.emptySearchHint' : 'org.emptyHint')}
                action={filtered ? clear : create}
              />
            }
          />
        </div>
      </div>
      <OrganizationDrawer
        key={edited?.id ?? 'new'}
        org={edited}
        parentId={list.get('parent')}
        onDone={done}
        onClose={close}
        onReopen={reopen}
      />
    </>
  )
}
