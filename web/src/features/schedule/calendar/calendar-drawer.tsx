import {
  DaySpanKind,
  getCalendar,
  setCalendar,
  type CalendarInput,
  type SchoolCalendar,
} from '@tongke/contract'
import { App, Button, DatePicker, Input, Select } from 'antd'
import dayjs from 'dayjs'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FormDrawer } from '../../../components/admin/form-drawer.tsx'
import { useAction } from '../../../lib/query.ts'
import { draftOf, inputOf, type CalendarDraft } from './calendar-draft.ts'

interface Props {
  calendar: SchoolCalendar
  onDone: () => void
}

type Rows = 'spans' | 'swaps'

/** The whole school year in one form: terms, days without lessons, swap days. */
export function CalendarDrawer({ calendar, onDone }: Props) {
  const { t } = useTranslation('calendar')
  const { t: common } = useTranslation()
  const { message } = App.useApp()
  const [draft, setDraft] = useState<CalendarDraft>(() => draftOf(calendar))
  const saving = useAction(setCalendar, [getCalendar])
  const { schoolYear, revision } = calendar
  const details = saving.error?.details ?? []
  /** What the server found at a field, in words. */
  const problem = (path: string) => {
    const found = details.find((detail) => detail.path === `body.${path}`)
    return found && t(`problem.${found.code as 'overlap'}`)
  }
  const change = (part: Partial<CalendarDraft>) => {
    setDraft({ ...draft, ...part })
    saving.reset()
  }
  const changeRow = <K extends Rows>(key: K, index: number, part: Partial<CalendarDraft[K][number]>) =>
    change({ [key]: draft[key].map((row, at) => (at === index ? { ...row, ...part } : row)) })
  const removeRow = (key: Rows, index: number) =>
    change({ [key]: draft[key].filter((_, at) => at !== index) })
  const save = () => {
    const input: CalendarInput | null = inputOf(draft)
    if (!input) return void message.warning(t('form.incomplete'))
    saving.mutate(
      { params: { schoolYear }, body: { ...input, revision } },
      {
        onSuccess: () => {
          void message.success(common('saved'))
          onDone()
        },
      },
    )
  }
  return (
    <FormDrawer
      title={t('drawer', { year: t('year', { from: schoolYear, to: schoolYear + 1 }) })}
      open
      size={720}
      pending={saving.isPending}
      error={saving.error}
      onSave={save}
      onClose={onDone}
    >
      <section className="calendar-form">
        <h3>{t('form.terms')}</h3>
        {draft.terms.map((term, index) => (
          <Line
            key={term.number}
            problem={problem(`terms.${index}.startsOn`) ?? problem(`terms.${index}.endsOn`)}
          >
            <span className="calendar-form-name">{t(`term.${term.number}`)}</span>
            <Range
              label={t('form.termDays', { term: t(`term.${term.number}`) })}
              value={[term.startsOn, term.endsOn]}
              onChange={([startsOn, endsOn]) =>
                change({
                  terms: draft.terms.map((one, at) => (at === index ? { ...one, startsOn, endsOn } : one)),
                })
              }
            />
          </Line>
        ))}
      </section>
      <section className="calendar-form">
        <h3>{t('form.spans')}</h3>
        {draft.spans.map((span, index) => (
          <Line key={span.key} problem={problem(`spans.${index}.from`)}>
            <Select
              aria-label={t('form.kind')}
              className="calendar-form-kind"
              value={span.kind}
              onChange={(kind) => changeRow('spans', index, { kind })}
              options={DaySpanKind.options.map((value) => ({ value, label: t(`kind.${value}`) }))}
            />
            <Input
              aria-label={t('form.name')}
              placeholder={t('form.namePlaceholder')}
              maxLength={30}
              value={span.name}
              onChange={(event) => changeRow('spans', index, { name: event.target.value })}
            />
            <Range
              label={t('form.days')}
              value={[span.from, span.to]}
              onChange={([from, to]) => changeRow('spans', index, { from, to })}
            />
            <Remove onClick={() => removeRow('spans', index)} />
          </Line>
        ))}
        <Button
          onClick={() =>
            change({
              spans: [...draft.spans, { key: Date.now(), kind: 'holiday', name: '', from: null, to: null }],
            })
          }
        >
          {t('form.addSpan')}
        </Button>
      </section>
      <section className="calendar-form">
        <h3>{t('form.swaps')}</h3>
        {draft.swaps.map((swap, index) => (
          <Line key={swap.key} problem={problem(`swaps.${index}.day`) ?? problem(`swaps.${index}.followsOn`)}>
            <Day
              label={t('form.day')}
              value={swap.day}
              onChange={(day) => changeRow('swaps', index, { day })}
            />
            <Day
              label={t('form.follows')}
              value={swap.followsOn}
              onChange={(followsOn) => changeRow('swaps', index, { followsOn })}
            />
            <Input
              aria-label={t('form.name')}
              placeholder={t('form.swapPlaceholder')}
              maxLength={30}
              value={swap.name}
              onChange={(event) => changeRow('swaps', index, { name: event.target.value })}
            />
            <Remove onClick={() => removeRow('swaps', index)} />
          </Line>
        ))}
        <Button
          onClick={() =>
            change({ swaps: [...draft.swaps, { key: Date.now(), day: null, followsOn: null, name: '' }] })
          }
        >
          {t('form.addSwap')}
        </Button>
      </section>
    </FormDrawer>
  )
}

function Line({ problem, children }: { problem: string | undefined; children: ReactNode }) {
  return (
    <div className="calendar-form-line">
      <div>{children}</div>
      {problem !== undefined && (
        <p className="calendar-form-problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}

function Remove({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation('calendar')
  return (
    <Button type="text" className="row-close" onClick={onClick}>
      {t('form.remove')}
    </Button>
  )
}

interface DayProps {
  label: string
  value: string | null
  onChange: (day: string | null) => void
}

function Day({ label, value, onChange }: DayProps) {
  return (
    <DatePicker
      aria-label={label}
      placeholder={label}
      value={value === null ? null : dayjs(value)}
      onChange={(day) => onChange(day?.format('YYYY-MM-DD') ?? null)}
    />
  )
}

interface RangeProps {
  label: string
  value: [string | null, string | null]
  onChange: (days: [string | null, string | null]) => void
}

function Range({ label, value: [from, to], onChange }: RangeProps) {
  return (
    <DatePicker.RangePicker
      aria-label={label}
      value={[from === null ? null : dayjs(from), to === null ? null : dayjs(to)]}
      onChange={(days) =>
        onChange([days?.[0]?.format('YYYY-MM-DD') ?? null, days?.[1]?.format('YYYY-MM-DD') ?? null])
      }
    />
  )
}
