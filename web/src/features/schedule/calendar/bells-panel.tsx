import { getBells, setBells, type SchoolBells } from '@tongke/contract'
import { App, Button, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListQuery } from '../../../components/admin/use-list-query.ts'
import { OrgSelect } from '../../../components/pickers/org-select.tsx'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel, useErrorText } from '../../../components/plain/error-words.tsx'
import { useMe } from '../../../lib/me.ts'
import { useAction, useEndpoint } from '../../../lib/query.ts'
import { BellsEditor } from './bells-editor.tsx'
import { clockOf } from './clock.ts'

const NOON = 12 * 60

/** By which bells a school rings, summer beside winter. */
export function BellsPanel({ schoolYear, list }: { schoolYear: number; list: ListQuery }) {
  const { t } = useTranslation('calendar')
  const me = useMe().data
  const own = me?.kind === 'person' ? me.posts[0]?.orgId : undefined
  const orgId = list.get('org') ?? own
  return (
    <>
      <div className="list-tools">
        <div className="bells-school">
          <OrgSelect
            aria-label={t('bells.school')}
            value={orgId}
            onChange={(org) => list.set({ org: org ?? undefined })}
          />
        </div>
      </div>
      {orgId === undefined ? (
        <div className="card">
          <BlankState title={t('bells.pick')} />
        </div>
      ) : (
        <Bells key={`${orgId} ${schoolYear}`} orgId={orgId} schoolYear={schoolYear} />
      )}
    </>
  )
}

function Bells({ orgId, schoolYear }: { orgId: string; schoolYear: number }) {
  const { t } = useTranslation('calendar')
  const [editing, setEditing] = useState(false)
  const query = useEndpoint(getBells, { query: { orgId, schoolYear } })
  const bells = query.data?.orgId === orgId && query.data.schoolYear === schoolYear ? query.data : undefined
  if (query.error && !bells) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  if (!bells) return <Skeleton active paragraph={{ rows: 8 }} />
  if (editing) return <BellsEditor bells={bells} onDone={() => setEditing(false)} />
  const isOwn = bells.from?.id === orgId
  const edit = bells.maySet && (
    <Button type={isOwn ? 'default' : 'primary'} onClick={() => setEditing(true)}>
      {t(isOwn ? 'bells.edit' : 'bells.setOwn')}
    </Button>
  )
  if (bells.tables.length === 0)
    return (
      <div className="card">
        <BlankState title={t('bells.none')} hint={t('bells.noneHint')} action={edit} />
      </div>
    )
  return (
    <>
      <div className="bells-from">
        <p>
          <strong>
            {isOwn
              ? t(bells.isCounty ? 'bells.county' : 'bells.own')
              : t('bells.from', { name: bells.from?.name ?? '' })}
          </strong>
          {bells.isCounty && <span className="sub">{t('bells.countyHint')}</span>}
          {!isOwn && <span className="sub">{t('bells.fromHint')}</span>}
        </p>
        <div className="page-actions">
          {isOwn && !bells.isCounty && bells.maySet && <DropButton bells={bells} />}
          {edit}
        </div>
      </div>
      <div className="bells-tables">
        {bells.tables.map((table) => (
          <BellTable key={table.season} table={table} isRinging={bells.ringing === table.season} />
        ))}
      </div>
    </>
  )
}

function BellTable({ table, isRinging }: { table: SchoolBells['tables'][number]; isRinging: boolean }) {
  const { t } = useTranslation('calendar')
  const { t: common } = useTranslation()
  const { from, to, season, bells } = table
  const isAfternoon = (index: number) =>
    (bells[index]?.startsAt ?? 0) >= NOON && (bells[index - 1]?.startsAt ?? 0) < NOON
  return (
    <section className="card bell-table" data-ringing={isRinging}>
      <header>
        <h2>{t(`bells.season.${season}`)}</h2>
        {isRinging && <span className="pill pill-ok">{t('bells.ringing')}</span>}
        <span className="quiet">
          {from !== null && to !== null ? t('bells.winterDays', { from, to }) : t('bells.rest')}
        </span>
      </header>
      <ol>
        {bells.map((bell, index) => (
          <li key={bell.period} data-break={isAfternoon(index)} data-kind={bell.kind}>
            <span>{t('bells.nth', { count: bell.period })}</span>
            <span className="bell-time">
              {clockOf(bell.startsAt)} – {clockOf(bell.endsAt)}
            </span>
            <span className="quiet">
              {bell.kind === 'after_school'
                ? t('bells.after_school')
                : common('minutes', { count: bell.endsAt - bell.startsAt })}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Takes the school's own tables away; it then rings by those above. */
function DropButton({ bells }: { bells: SchoolBells }) {
  const { t } = useTranslation('calendar')
  const { modal, message } = App.useApp()
  const errorText = useErrorText()
  const dropping = useAction(setBells, [getBells])
  const { orgId, schoolYear, revision } = bells
  const drop = () =>
    dropping.mutateAsync({ body: { orgId, schoolYear, revision, tables: [] } }).then(
      () => void message.success(t('bells.saved')),
      (error: unknown) => void message.error(errorText(error)),
    )
  return (
    <Button
      type="text"
      className="row-close"
      onClick={() =>
        void modal.confirm({ title: t('bells.dropTitle'), content: t('bells.dropHint'), onOk: drop })
      }
    >
      {t('bells.drop')}
    </Button>
  )
}
