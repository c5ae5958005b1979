import { BellKind, MAX_PERIODS, getBells, setBells, type Bell, type SchoolBells } from '@tongke/contract'
import { App, Button, DatePicker, Select, Switch, TimePicker } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { useAction } from '../../../lib/query.ts'
import { draftOf, tablesOf, withPeriod, withWinter, withoutWinter, type TableDraft } from './bells-draft.ts'
import { clockOf, minuteOf } from './clock.ts'

interface Props {
  bells: SchoolBells
  onDone: () => void
}

/** Both tables of a school as a form. */
export function BellsEditor({ bells, onDone }: Props) {
  const { t } = useTranslation('calendar')
  const { t: common } = useTranslation()
  const { message } = App.useApp()
  const [draft, setDraft] = useState<readonly TableDraft[]>(() => draftOf(bells))
  const saving = useAction(setBells, [getBells])
  const { orgId, schoolYear, revision } = bells
  const change = (next: readonly TableDraft[]) => {
    setDraft(next)
    saving.reset()
  }
  const changeTable = (season: TableDraft['season'], part: Partial<TableDraft>) =>
    change(draft.map((table) => (table.season === season ? { ...table, ...part } : table)))
  const problem = (path: string) => {
    const found = saving.error?.details.find((detail) => detail.path === `body.tables.${path}`)
    return found && t(`bellProblem.${found.code as 'overlap'}`)
  }
  const save = () =>
    saving.mutate(
      { body: { orgId, schoolYear, revision, tables: tablesOf(draft) } },
      {
        onSuccess: () => {
          void message.success(t('bells.saved'))
          onDone()
        },
      },
    )
  const hasWinter = draft.length > 1
  return (
    <>
      <div className="bells-from">
        <label className="bells-winter">
          <Switch
            checked={hasWinter}
            onChange={(on) => change(on ? withWinter(draft, schoolYear) : withoutWinter(draft))}
          />
          {t('bells.hasWinter')}
        </label>
        <div className="page-actions">
          <Button onClick={onDone}>{common('cancel')}</Button>
          <Button type="primary" loading={saving.isPending} onClick={save}>
            {common('save')}
          </Button>
        </div>
      </div>
      {saving.error && (
        <div className="form-error">
          <ErrorNotice error={saving.error} traced={saving.error.status >= 500} />
        </div>
      )}
      <div className="bells-tables">
        {draft.map((table, at) => (
          <section key={table.season} className="card bell-table">
            <header>
              <h2>{t(`bells.season.${table.season}`)}</h2>
              {table.season === 'winter' && (
                <DatePicker.RangePicker
                  aria-label={t('bells.winterRange')}
                  allowClear={false}
                  value={[dayjs(table.from), dayjs(table.to)]}
                  onChange={(days) =>
                    changeTable('winter', {
                      from: days?.[0]?.format('YYYY-MM-DD') ?? table.from,
                      to: days?.[1]?.format('YYYY-MM-DD') ?? table.to,
                    })
                  }
                />
              )}
            </header>
            <ol>
              {table.bells.map((bell, index) => (
                <BellRow
                  key={bell.period}
                  bell={bell}
                  problem={problem(`${at}.bells.${index}.startsAt`)}
                  onChange={(part) =>
                    changeTable(table.season, {
                      bells: table.bells.map((one, i) => (i === index ? { ...one, ...part } : one)),
                    })
                  }
                />
              ))}
            </ol>
            <footer>
              <Button
                size="small"
                disabled={table.bells.length >= MAX_PERIODS}
                onClick={() => changeTable(table.season, { bells: withPeriod(table.bells) })}
              >
                {t('bells.add')}
              </Button>
              <Button
                size="small"
                type="text"
                className="row-close"
                disabled={table.bells.length < 2}
                onClick={() => changeTable(table.season, { bells: table.bells.slice(0, -1) })}
              >
                {t('bells.remove')}
              </Button>
            </footer>
          </section>
        ))}
      </div>
    </>
  )
}

function BellRow({
  bell,
  problem,
  onChange,
}: {
  bell: Bell
  problem: string | undefined
  onChange: (part: Partial<Bell>) => void
}) {
  const { t } = useTranslation('calendar')
  const at = (minute: number) => dayjs(`2000-01-01T${clockOf(minute)}`)
  return (
    <li data-kind={bell.kind}>
      <span>{t('bells.nth', { count: bell.period })}</span>
      <TimePicker.RangePicker
        aria-label={t('bells.nth', { count: bell.period })}
        format="HH:mm"
        minuteStep={5}
        allowClear={false}
        needConfirm={false}
        order={false}
        value={[at(bell.startsAt), at(bell.endsAt)]}
        onChange={(times) =>
          times?.[0] &&
          times[1] &&
          onChange({
            startsAt: minuteOf(times[0].format('HH:mm')),
            endsAt: minuteOf(times[1].format('HH:mm')),
          })
        }
      />
      <Select
        aria-label={t('bells.kind')}
        value={bell.kind}
        onChange={(kind) => onChange({ kind })}
        options={BellKind.options.map((value) => ({ value, label: t(`bells.${value}`) }))}
      />
      {problem !== undefined && (
        <span className="calendar-form-problem" role="alert">
          {problem}
        </span>
      )}
    </li>
  )
}
