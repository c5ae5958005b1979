import { PlusOutlined } from '@ant-design/icons'
import { closeClass, listClasses, MULTIGRADE_TYPES, reopenClass, type SchoolClass } from '@tongke/contract'
import { App, Button, Select, Switch, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { WIDE } from '../../../components/admin/columns.ts'
import { ListTable } from '../../../components/admin/list-table.tsx'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { SearchBox } from '../../../components/admin/search-box.tsx'
import { useListQuery, type ListQuery } from '../../../components/admin/use-list-query.ts'
import { OrgSelect } from '../../../components/pickers/org-select.tsx'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { useErrorText } from '../../../components/plain/error-words.tsx'
import { hasRole, useMe } from '../../../lib/me.ts'
import { useAction, useEndpoint } from '../../../lib/query.ts'
import { dateOf } from '../../../lib/time.ts'
import { ClassDrawer } from './class-drawer.tsx'

const TONES = { PLANNED: 'pill-warn', ACTIVE: 'pill-ok', PROMOTED: '', CLOSED: '' } as const
const GRADES = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

function useClosing() {
  const { t } = useTranslation('people')
  const { t: common } = useTranslation()
  const { modal, message, notification } = App.useApp()
  const errorText = useErrorText()
  const closing = useAction(closeClass, [listClasses])
  const reopening = useAction(reopenClass, [listClasses])
  const fail = (error: unknown) => void message.error(errorText(error))

  const reopen = ({ id, name }: SchoolClass) =>
    reopening.mutate(
      { params: { id } },
      {
        onSuccess: () => {
          notification.destroy(id)
          void message.success(t('class.reopened', { name }))
        },
        onError: fail,
      },
    )
  const close = (one: SchoolClass) =>
    modal.confirm({
      title: t('class.closeConfirm', { name: one.name }),
      okText: t('class.close'),
      okButtonProps: { danger: true },
      onOk: () =>
        closing.mutateAsync({ params: { id: one.id }, body: { on: dateOf(Date.now()) } }).then(
          () =>
            notification.success({
              key: one.id,
              title: t('class.closedNow', { name: one.name }),
              actions: <Button onClick={() => reopen(one)}>{common('undo')}</Button>,
              duration: 8,
            }),
          fail,
        ),
    })
  return { close, reopen }
}

function useColumns(manages: boolean, onOpen: (one: SchoolClass) => void): TableColumnsType<SchoolClass> {
  const { t } = useTranslation('people')
  const { t: common } = useTranslation()
  const { close, reopen } = useClosing()
  const gradeName = (grade: number) => common(`grade.${String(grade) as (typeof GRADES)[number]}`)
  return [
    {
      title: t('class.name'),
      render: (_, one) => (
        <>
          {manages ? (
            <button type="button" className="row-name" onClick={() => onOpen(one)}>
              {one.name}
            </button>
          ) : (
            <strong>{one.name}</strong>
          )}
          <span className="sub">
            {t('class.yearValue', { from: one.schoolYear, to: one.schoolYear + 1 })}
          </span>
        </>
      ),
    },
    { title: t('class.orgId'), dataIndex: 'orgName' },
    {
      title: t('class.grades'),
      responsive: WIDE,
      render: (_, one) => (
        <>
          {one.grades.map(gradeName).join(common('listComma'))}{' '}
          {MULTIGRADE_TYPES.includes(one.classType) && one.grades.length > 1 && (
            <span className="pill pill-warn">{t('class.multigrade')}</span>
          )}
        </>
      ),
    },
    {
      title: t('class.classType'),
      responsive: WIDE,
      render: (_, one) => common(`classType.${one.classType}`),
    },
    { title: t('class.headcount'), responsive: WIDE, className: 'num', dataIndex: 'headcount' },
    {
      title: t('class.room'),
      responsive: WIDE,
      render: (_, one) => one.room ?? <span className="quiet">—</span>,
    },
    {
      title: t('class.state'),
      render: (_, one) => (
        <span className={`pill ${TONES[one.state]}`}>{t(`class.states.${one.state}`)}</span>
      ),
    },
    ...(manages
      ? [
          {
            title: <span className="visually-hidden">{t('class.close')}</span>,
            render: (_: unknown, one: SchoolClass) =>
              one.closedOn ? (
                <Button size="small" onClick={() => reopen(one)}>
                  {t('class.reopen')}
                </Button>
              ) : (
                <Button size="small" type="text" className="row-close" onClick={() => close(one)}>
                  {t('class.close')}
                </Button>
              ),
          },
        ]
      : []),
  ]
}

function Filters({ list }: { list: ListQuery }) {
  const { t } = useTranslation('people')
  const { t: common } = useTranslation()
  return (
    <div className="list-tools">
      <SearchBox list={list} placeholder={t('class.search')} />
      <div style={{ width: 200 }}>
        <OrgSelect
          aria-label={t('class.orgId')}
          allowClear
          placeholder={t('class.anyOrg')}
          value={list.get('org')}
          onChange={(org) => list.set({ org: org ?? undefined })}
        />
      </div>
      <Select
        aria-label={t('class.grades')}
        style={{ width: 130 }}
        allowClear
        placeholder={t('class.anyGrade')}
        value={list.get('grade')}
        onChange={(grade: string | undefined) => list.set({ grade })}
        options={GRADES.map((value) => ({ value, label: common(`grade.${value}`) }))}
      />
      <label className="end">
        {t('class.showClosed')}
        <Switch
          size="small"
          checked={list.get('closed') === 'true'}
          onChange={(closed) => list.set({ closed: closed ? 'true' : undefined })}
        />
      </label>
    </div>
  )
}

export function ClassesPage() {
  const { t } = useTranslation('people')
  const list = useListQuery()
  const me = useMe()
  const [edited, setEdited] = useState<SchoolClass | null>()
  const manages = hasRole(me.data, 'administrator', 'officer', 'coordinator', 'head')
  const { page, pageSize, search } = list
  const query = useEndpoint(listClasses, {
    query: {
      page,
      pageSize,
      search,
      orgId: list.get('org'),
      grade: list.get('grade'),
      closed: list.get('closed') === 'true' ? 'true' : 'false',
    },
  })
  const create = manages && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setEdited(null)}>
      {t('class.new')}
    </Button>
  )
  const filtered = Boolean(search || list.get('org') || list.get('grade'))
  return (
    <>
      <PageHead title={t('class.title')} note={t('class.note')}>
        {create}
      </PageHead>
      <Filters list={list} />
      <ListTable
        query={query}
        list={list}
        columns={useColumns(manages, setEdited)}
        isClosed={(one) => one.closedOn !== null}
        empty={
          <BlankState
            title={t(filtered ? 'class.emptySearch' : 'class.empty')}
            hint={t(filtered ? 'org.emptySearchHint' : 'class.emptyHint')}
            action={
              filtered ? (
                <Button onClick={() => list.set({ search: undefined, org: undefined, grade: undefined })}>
                  {t('org.clear')}
                </Button>
              ) : (
                create
              )
            }
          />
        }
      />
      <ClassDrawer
        key={edited?.id ?? 'new'}
        edited={edited}
        orgId={list.get('org')}
        onDone={() => setEdited(undefined)}
      />
    </>
  )
}
