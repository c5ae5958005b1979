import { PlusOutlined } from '@ant-design/icons'
import { listPeople, Role, type Person } from '@tongke/contract'
import { Button, Select, Switch, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { WIDE } from '../../../components/admin/columns.ts'
import { ListTable } from '../../../components/admin/list-table.tsx'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { SearchBox } from '../../../components/admin/search-box.tsx'
import { useListQuery, type ListQuery } from '../../../components/admin/use-list-query.ts'
import { OrgSelect } from '../../../components/pickers/org-select.tsx'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { hasRole, useMe } from '../../../lib/me.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { momentOf } from '../../../lib/time.ts'
import { ImportDialog } from './import-dialog.tsx'
import { LeaveDialog } from './leave-dialog.tsx'
import { PersonDrawer } from './person-drawer.tsx'

function Posts({ person }: { person: Person }) {
  const { t } = useTranslation('people')
  const { t: common } = useTranslation()
  const open = person.posts.filter((post) => post.to === null)
  if (open.length === 0) return <span className="quiet">{t('person.noPost')}</span>
  return (
    <>
      {open.map((post) => (
        <div key={post.id}>
          {post.orgName} <span className="quiet">{common(`role.${post.role}`)}</span>
        </div>
      ))}
    </>
  )
}

/** What and whom somebody teaches, and whether as a leading teacher. */
function Teaching({ person }: { person: Person }) {
  const { t } = useTranslation('people')
  const { t: common } = useTranslation()
  const { subjects, taughtStage, title, backboneLevel } = person
  const more = [
    taughtStage && t(`person.taughtStages.${taughtStage}`),
    title,
    backboneLevel && t(`person.backboneLevels.${backboneLevel}`),
  ].filter(Boolean)
  return (
    <>
      {subjects.map((subject) => common(`subject.${subject}`)).join(common('listComma')) || (
        <span className="quiet">—</span>
      )}
      <span className="sub">{more.join(' · ')}</span>
    </>
  )
}

function useColumns(manages: boolean, onOpen: (person: Person) => void): TableColumnsType<Person> {
  const { t } = useTranslation('people')
  return [
    {
      title: t('person.name'),
      render: (_, person) => (
        <>
          {manages ? (
            <button type="button" className="row-name" onClick={() => onOpen(person)}>
              {person.name}
            </button>
          ) : (
            <strong>{person.name}</strong>
          )}
          <span className="sub mono">{person.countyNo}</span>
        </>
      ),
    },
    { title: t('person.posts'), render: (_, person) => <Posts person={person} /> },
    {
      title: t('person.subjects'),
      responsive: WIDE,
      render: (_, person) => <Teaching person={person} />,
    },
    {
      title: t('person.phone'),
      responsive: WIDE,
      render: (_, person) => person.phone ?? <span className="quiet">—</span>,
    },
    {
      title: t('person.lastSignIn'),
      responsive: WIDE,
      render: (_, person) =>
        person.lastSignInAt ? (
          momentOf(person.lastSignInAt)
        ) : (
          <span className="quiet">{t('person.never')}</span>
        ),
    },
    {
      title: t('person.state'),
      render: (_, person) => (
        <span className={`pill ${person.state === 'ACTIVE' ? 'pill-ok' : ''}`}>
          {t(`person.states.${person.state}`)}
        </span>
      ),
    },
  ]
}

function Filters({ list }: { list: ListQuery }) {
  const { t } = useTranslation('people')
  const { t: common } = useTranslation()
  return (
    <div className="list-tools">
      <SearchBox list={list} placeholder={t('person.search')} />
      <div style={{ width: 200 }}>
        <OrgSelect
          aria-label={t('person.postOrg')}
          allowClear
          placeholder={t('person.anyOrg')}
          value={list.get('org')}
          onChange={(org) => list.set({ org: org ?? undefined })}
        />
      </div>
      <Select
        aria-label={t('person.postRole')}
        style={{ width: 140 }}
        allowClear
        placeholder={t('person.anyRole')}
        value={list.get('role')}
        onChange={(role: string | undefined) => list.set({ role })}
        options={Role.options.map((value) => ({ value, label: common(`role.${value}`) }))}
      />
      <label className="end">
        {t('person.showLeft')}
        <Switch
          size="small"
          checked={list.get('left') === 'true'}
          onChange={(left) => list.set({ left: left ? 'true' : undefined })}
        />
      </label>
    </div>
  )
}

function usePeople(list: ListQuery) {
  const { page, pageSize, search } = list
  return useEndpoint(listPeople, {
    query: {
      page,
      pageSize,
      search,
      orgId: list.get('org'),
      role: Role.safeParse(list.get('role')).data,
      left: list.get('left') === 'true' ? 'true' : 'false',
    },
  })
}

export function PeoplePage() {
  const { t } = useTranslation('people')
  const list = useListQuery()
  const me = useMe()
  const [edited, setEdited] = useState<Person | null>()
  const [leaving, setLeaving] = useState<Person>()
  const [importing, setImporting] = useState(false)
  const manages = hasRole(me.data, 'administrator', 'officer', 'coordinator', 'head')
  const filtered = Boolean(list.search || list.get('org') || list.get('role'))
  const actions = manages && (
    <>
      <Button onClick={() => setImporting(true)}>{t('import.open')}</Button>
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setEdited(null)}>
        {t('person.new')}
      </Button>
    </>
  )
  const clear = (
    <Button onClick={() => list.set({ search: undefined, org: undefined, role: undefined })}>
      {t('org.clear')}
    </Button>
  )
  return (
    <>
      <PageHead title={t('person.heading')} note={t('person.note')}>
        {actions}
      </PageHead>
      <Filters list={list} />
      <ListTable
        query={usePeople(list)}
        list={list}
        columns={useColumns(manages, setEdited)}
        isClosed={(person) => person.state !== 'ACTIVE'}
        empty={
          <BlankState
            title={t(filtered ? 'person.emptySearch' : 'person.empty')}
            hint={t(filtered ? 'org.emptySearchHint' : 'person.emptyHint')}
            action={filtered ? clear : actions}
          />
        }
      />
      <PersonDrawer
        key={edited?.id ?? 'new'}
        person={edited}
        orgId={list.get('org')}
        onDone={() => setEdited(undefined)}
        onLeave={setLeaving}
      />
      <LeaveDialog
        person={leaving}
        onDone={(left) => {
          setLeaving(undefined)
          if (left) setEdited(undefined)
        }}
      />
      <ImportDialog open={importing} onClose={() => setImporting(false)} />
    </>
  )
}
