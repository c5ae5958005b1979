import { LeftOutlined, PlusOutlined, RightOutlined } from '@ant-design/icons'
import { Subject, listCommunities, listResearchSessions, type SessionCard } from '@tongke/contract'
import { Button, Segmented, Select, Skeleton, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { useListQuery, type ListQuery } from '../../../components/admin/use-list-query.ts'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { PATHS } from '../../../config/paths.ts'
import { hasRole, useMe } from '../../../lib/me.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { dateOf } from '../../../lib/time.ts'
import '../parts/research.css'
import { SessionRow } from '../parts/session-row.tsx'
import { DayList } from './day-list.tsx'
import { daysAfter, monthsAfter, weekOf, weeksOfMonth } from './month.rules.ts'
import { MonthGrid } from './month-grid.tsx'
import { NewSession } from './new-session.tsx'

const MOST = 100

/** What part of the calendar the address asks for. */
function useShown(list: ListQuery) {
  const asked = list.get('on')
  const on = asked && /^\d{4}-\d{2}-\d{2}$/.test(asked) ? asked : dateOf(Date.now())
  const view = list.get('view') === 'week' ? ('week' as const) : ('month' as const)
  const weeks = view === 'week' ? [weekOf(on)] : weeksOfMonth(on)
  const move = (by: 1 | -1) =>
    list.set({ on: view === 'week' ? daysAfter(on, 7 * by) : monthsAfter(`${on.slice(0, 7)}-01`, by) })
  return { on, view, weeks, from: weeks[0]?.[0] ?? on, to: weeks.at(-1)?.[6] ?? on, move }
}

/** Sessions of the county by the day they meet, and proposals that have none yet. */
export function ResearchCalendarPage() {
  const { t } = useTranslation('research')
  const list = useListQuery()
  const me = useMe().data
  const shown = useShown(list)
  const [proposing, setProposing] = useState(false)
  const canPropose = hasRole(me, 'teacher', 'trainer', 'head', 'coordinator', 'researcher', 'officer')
  const subject = Subject.options.find((one) => one === list.get('subject'))
  const filter = {
    subject,
    communityId: list.get('community'),
    scope: list.get('mine') ? ('mine' as const) : ('all' as const),
    pageSize: MOST,
  }
  const query = useEndpoint(listResearchSessions, { query: { ...filter, from: shown.from, to: shown.to } })
  const undated = useEndpoint(listResearchSessions, {
    query: { ...filter, undated: 'true', state: 'PROPOSED' },
  })
  return (
    <>
      <PageHead title={t('title')} note={t('note')}>
        <Link className="button" to={PATHS.communities}>
          {t('community.title')}
        </Link>
        {canPropose && (
          <Button type="primary" size="large" icon={<PlusOutlined />} onClick={() => setProposing(true)}>
            {t('new.open')}
          </Button>
        )}
      </PageHead>
      <CalendarTools list={list} shown={shown} />
      {query.error && !query.data && <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
      {!query.data && !query.error && <Skeleton active paragraph={{ rows: 8 }} />}
      {query.data && <Days shown={shown} cards={query.data.items} busy={query.isPlaceholderData} />}
      {(undated.data?.items.length ?? 0) > 0 && (
        <section className="calendar-undated">
          <h2>{t('list.undated')}</h2>
          <ul className="session-rows">
            {undated.data?.items.map((card) => (
              <SessionRow key={card.id} card={card} />
            ))}
          </ul>
        </section>
      )}
      {proposing && <NewSession onClose={() => setProposing(false)} />}
    </>
  )
}

type Shown = ReturnType<typeof useShown>

function CalendarTools({ list, shown }: { list: ListQuery; shown: Shown }) {
  const { t, i18n } = useTranslation('research')
  const { t: common } = useTranslation()
  const communities = useEndpoint(listCommunities, { query: { pageSize: 100 } })
  const month = new Intl.DateTimeFormat(i18n.language, { year: 'numeric', month: 'long', timeZone: 'UTC' })
  const day = new Intl.DateTimeFormat(i18n.language, { month: 'long', day: 'numeric', timeZone: 'UTC' })
  const name = ({ on, from, to, view }: Shown) =>
    view === 'month'
      ? month.format(new Date(`${on}T00:00:00Z`))
      : `${day.format(new Date(`${from}T00:00:00Z`))} – ${day.format(new Date(`${to}T00:00:00Z`))}`
  return (
    <div className="calendar-tools">
      <div className="calendar-when">
        <Button
          size="large"
          icon={<LeftOutlined />}
          aria-label={t('list.before')}
          onClick={() => shown.move(-1)}
        />
        <strong aria-live="polite">{name(shown)}</strong>
        <Button
          size="large"
          icon={<RightOutlined />}
          aria-label={t('list.after')}
          onClick={() => shown.move(1)}
        />
        <Button size="large" onClick={() => list.set({ on: undefined })}>
          {common('today')}
        </Button>
      </div>
      <div className="calendar-filters">
        <Select
          size="large"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('list.allSubjects')}
          placeholder={t('list.allSubjects')}
          value={list.get('subject')}
          onChange={(value?: string) => list.set({ subject: value })}
          options={Subject.options.map((value) => ({ value, label: common(`subject.${value}`) }))}
        />
        <Select
          size="large"
          className="calendar-community"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('list.allCommunities')}
          placeholder={t('list.allCommunities')}
          value={list.get('community')}
          onChange={(value?: string) => list.set({ community: value })}
          options={(communities.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))}
        />
        <label className="calendar-mine">
          <Switch
            checked={list.get('mine') !== undefined}
            onChange={(mine) => list.set({ mine: mine ? '1' : undefined })}
          />
          {t('list.onlyMine')}
        </label>
        <Segmented
          size="large"
          value={shown.view}
          onChange={(view) => list.set({ view: view === 'week' ? 'week' : undefined })}
          options={[
            { value: 'month', label: t('list.month') },
            { value: 'week', label: t('list.week') },
          ]}
        />
      </div>
    </div>
  )
}

function Days({ shown, cards, busy }: { shown: Shown; cards: readonly SessionCard[]; busy: boolean }) {
  const { t } = useTranslation('research')
  const dated = cards.filter((card) => card.startsAt !== null && card.state !== 'CANCELLED')
  const byDay = Map.groupBy(dated, (card) => dateOf(card.startsAt ?? 0))
  if (shown.view === 'week')
    return (
      <div aria-busy={busy}>
        <DayList days={shown.weeks.flat()} byDay={byDay} withEmpty />
      </div>
    )
  return (
    <div aria-busy={busy}>
      <MonthGrid weeks={shown.weeks} month={shown.on.slice(0, 7)} byDay={byDay} />
      <div className="calendar-list">
        {dated.length === 0 ? (
          <div className="card">
            <BlankState title={t('list.empty')} hint={t('list.emptyHint')} />
          </div>
        ) : (
          <DayList days={shown.weeks.flat()} byDay={byDay} />
        )}
      </div>
    </div>
  )
}
