import { listDevices, revokeDevice, type Device } from '@tongke/contract'
import { App, Button, Switch, type TableColumnsType } from 'antd'
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
import { VerdictPill } from '../../../components/plain/verdict-pill.tsx'
import { hasRole, useMe } from '../../../lib/me.ts'
import { useAction, useEndpoint } from '../../../lib/query.ts'
import { momentOf } from '../../../lib/time.ts'
import { useNow } from '../../../lib/use-now.ts'
import { ConfirmDevice } from './confirm-device.tsx'
import { DeviceDrawer } from './device-drawer.tsx'
import { ONLINE_MS } from './device-health.ts'

const REFRESH_MS = 30_000

function useRevoke() {
  const { t } = useTranslation('people')
  const { modal, message } = App.useApp()
  const errorText = useErrorText()
  const revoking = useAction(revokeDevice, [listDevices])
  return ({ id, name }: Device) =>
    modal.confirm({
      title: t('device.revokeConfirm', { name }),
      okText: t('device.revoke'),
      okButtonProps: { danger: true },
      onOk: () =>
        revoking.mutateAsync({ params: { id } }).then(
          () => void message.success(t('device.revokedNow', { name })),
          (error) => void message.error(errorText(error)),
        ),
    })
}

function LastSeen({ at }: { at: number | null }) {
  const { t } = useTranslation('people')
  const now = useNow(REFRESH_MS)
  if (at === null) return <span className="quiet">{t('device.neverSeen')}</span>
  return now - at < ONLINE_MS ? (
    <span className="pill pill-ok">{t('device.online')}</span>
  ) : (
    <>{momentOf(at)}</>
  )
}

function LastCheck({ check }: { check: Device['lastCheck'] }) {
  const { t } = useTranslation('people')
  if (!check) return <span className="quiet">{t('device.neverChecked')}</span>
  return (
    <>
      <VerdictPill verdict={check.verdict} />
      <span className="sub">{momentOf(check.at)}</span>
    </>
  )
}

const PARTS = ['camera', 'microphone', 'whiteboard'] as const

/** The system in full, of the rest what there is; models stand in the form. */
function Equipment({ device }: { device: Device }) {
  const { t } = useTranslation('people')
  return (
    <>
      {device.os ?? <span className="quiet">—</span>}
      <span className="sub">
        {PARTS.filter((part) => device[part])
          .map((part) => t(`device.${part}`))
          .join(' · ')}
      </span>
    </>
  )
}

function useColumns(manages: boolean, onOpen: (device: Device) => void): TableColumnsType<Device> {
  const { t } = useTranslation('people')
  const revoke = useRevoke()
  return [
    {
      title: t('device.name'),
      render: (_, device) => (
        <>
          {manages && !device.revokedAt ? (
            <button type="button" className="row-name" onClick={() => onOpen(device)}>
              {device.name}
            </button>
          ) : (
            <strong>{device.name}</strong>
          )}
          <span className="sub">{t(`device.kinds.${device.kind}`)}</span>
          {device.condition === 'REPAIR' && (
            <span className="pill pill-warn">{t('device.conditions.REPAIR')}</span>
          )}
        </>
      ),
    },
    { title: t('device.orgId'), responsive: WIDE, dataIndex: 'orgName' },
    {
      title: t('device.classId'),
      render: (_, device) => device.className ?? <span className="quiet">—</span>,
    },
    {
      title: t('device.equipment'),
      responsive: WIDE,
      render: (_, device) => <Equipment device={device} />,
    },
    {
      title: t('device.lastSeen'),
      responsive: WIDE,
      render: (_, device) => <LastSeen at={device.lastSeenAt} />,
    },
    { title: t('device.lastCheck'), render: (_, device) => <LastCheck check={device.lastCheck} /> },
    ...(manages
      ? [
          {
            title: <span className="visually-hidden">{t('device.revoke')}</span>,
            render: (_: unknown, device: Device) =>
              device.revokedAt ? (
                <span className="pill">{t('device.revoked')}</span>
              ) : (
                <Button size="small" type="text" className="row-close" onClick={() => revoke(device)}>
                  {t('device.revoke')}
                </Button>
              ),
          },
        ]
      : []),
  ]
}

function Filters({ list }: { list: ListQuery }) {
  const { t } = useTranslation('people')
  return (
    <div className="list-tools">
      <SearchBox list={list} placeholder={t('device.search')} />
      <div style={{ width: 200 }}>
        <OrgSelect
          aria-label={t('device.orgId')}
          allowClear
          placeholder={t('device.anyOrg')}
          value={list.get('org')}
          onChange={(org) => list.set({ org: org ?? undefined })}
        />
      </div>
      <label className="end">
        {t('device.showRevoked')}
        <Switch
          size="small"
          checked={list.get('revoked') === 'true'}
          onChange={(revoked) => list.set({ revoked: revoked ? 'true' : undefined })}
        />
      </label>
    </div>
  )
}

export function DevicesPage() {
  const { t } = useTranslation('people')
  const { message } = App.useApp()
  const list = useListQuery()
  const me = useMe()
  const [edited, setEdited] = useState<Device>()
  const [confirming, setConfirming] = useState(list.get('confirm') === '1')
  const manages = hasRole(me.data, 'administrator', 'officer', 'coordinator', 'head')
  const { page, pageSize, search } = list
  const revoked = list.get('revoked') === 'true' ? 'true' : 'false'
  const query = useEndpoint(
    listDevices,
    { query: { page, pageSize, search, revoked, orgId: list.get('org') } },
    { refetchInterval: REFRESH_MS },
  )
  const mySchool =
    me.data?.kind === 'person' ? me.data.posts.find((post) => post.orgKind !== 'bureau')?.orgId : undefined
  const begin = manages && (
    <Button type="primary" onClick={() => setConfirming(true)}>
      {t('device.confirm')}
    </Button>
  )
  const filtered = Boolean(search || list.get('org'))
  return (
    <>
      <PageHead title={t('device.title')} note={t('device.note')}>
        {begin}
      </PageHead>
      <Filters list={list} />
      <ListTable
        query={query}
        list={list}
        columns={useColumns(manages, setEdited)}
        isClosed={(device) => device.revokedAt !== null}
        empty={
          <BlankState
            title={t(filtered ? 'device.emptySearch' : 'device.empty')}
            hint={filtered ? t('org.emptySearchHint') : t('device.emptyHint')}
            action={begin}
          />
        }
      />
      <ConfirmDevice
        open={confirming}
        orgId={mySchool}
        onClose={() => setConfirming(false)}
        onDone={(device) => {
          setConfirming(false)
          void message.success(t('device.done', { name: device.name }))
        }}
      />
      <DeviceDrawer key={edited?.id ?? 'none'} device={edited} onDone={() => setEdited(undefined)} />
    </>
  )
}
