import { listTextbooks, setTextbooks, type OrgKind, type Textbooks } from '@tongke/contract'
import { App, Button, Select, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ListQuery } from '../../components/admin/use-list-query.ts'
import { useOutline } from '../../components/curriculum/use-outline.ts'
import { OrgSelect } from '../../components/pickers/org-select.tsx'
import { BlankState } from '../../components/plain/blank-state.tsx'
import { ErrorPanel, useErrorText } from '../../components/plain/error-words.tsx'
import { call } from '../../lib/api.ts'
import { useMe } from '../../lib/me.ts'
import { useAction, useEndpoint } from '../../lib/query.ts'
import { useNow } from '../../lib/use-now.ts'
import { schoolYearOf, takenOver, textbookRows, type TextbookRow } from './textbook-rows.ts'

const HOUR_MS = 3_600_000
const GRADES = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const
const SCHOOLS: readonly OrgKind[] = ['urban', 'centre', 'village', 'point']

interface Scope {
  readonly orgId: string
  readonly schoolYear: number
}

/** Which edition a school uses, one grade at a time. */
export function TextbooksPanel({ list }: { list: ListQuery }) {
  const { t } = useTranslation('curriculum')
  const { t: common } = useTranslation()
  const me = useMe()
  const posts = me.data?.kind === 'person' ? me.data.posts : []
  const thisYear = schoolYearOf(useNow(HOUR_MS))
  const orgId = list.get('org') ?? posts.find(({ orgKind }) => orgKind !== 'bureau')?.orgId
  const schoolYear = Number(list.get('year')) || thisYear
  const grade = GRADES.find((one) => one === list.get('grade')) ?? '3'
  return (
    <>
      <div className="list-tools">
        <div className="textbook-school">
          <OrgSelect
            aria-label={t('textbooks.school')}
            placeholder={t('textbooks.choose')}
            kinds={SCHOOLS}
            value={orgId}
            onChange={(org) => list.set({ org: org ?? undefined })}
          />
        </div>
        <Select
          aria-label={t('textbooks.year')}
          style={{ width: 170 }}
          value={schoolYear}
          onChange={(year) => list.set({ year: String(year) })}
          options={[thisYear + 1, thisYear, thisYear - 1].map((from) => ({
            value: from,
            label: t('textbooks.yearValue', { from, to: from + 1 }),
          }))}
        />
        <Select
          aria-label={t('textbooks.grade')}
          style={{ width: 110 }}
          value={grade}
          onChange={(next: string) => list.set({ grade: next })}
          options={GRADES.map((value) => ({ value, label: common(`grade.${value}`) }))}
        />
      </div>
      {orgId ? (
        <SchoolTextbooks scope={{ orgId, schoolYear }} grade={Number(grade)} />
      ) : (
        <div className="card">
          <BlankState title={t('textbooks.choose')} hint={t('textbooks.chooseHint')} />
        </div>
      )}
    </>
  )
}

function SchoolTextbooks({ scope, grade }: { scope: Scope; grade: number }) {
  const { t } = useTranslation('curriculum')
  const outline = useOutline()
  const textbooks = useEndpoint(listTextbooks, { query: scope })
  const error = outline.error ?? textbooks.error
  if (error && !(outline.data && textbooks.data))
    return <ErrorPanel error={error} onRetry={() => void textbooks.refetch()} />
  if (!outline.data || !textbooks.data) return <Skeleton active paragraph={{ rows: 8 }} />
  const { items, maySet } = textbooks.data
  const rows = textbookRows(outline.data, items, grade)
  return (
    <section className="textbooks card">
      <header>
        <span className="quiet">
          {t('textbooks.count', { count: rows.filter(({ chosen }) => chosen).length })}
        </span>
        {maySet ? (
          <TakeOver scope={scope} present={items} />
        ) : (
          <span className="quiet">{t('textbooks.readOnly')}</span>
        )}
      </header>
      <ul>
        {rows.map((row) => (
          <Row key={row.subject} row={row} scope={scope} grade={grade} maySet={maySet} />
        ))}
      </ul>
    </section>
  )
}

function useSet(scope: Scope) {
  const { message } = App.useApp()
  const errorText = useErrorText()
  const set = useAction(setTextbooks, [listTextbooks])
  return {
    pending: set.isPending,
    set: (
      items: { subject: TextbookRow['subject']; grade: number; editionId: string | null }[],
      done: string,
    ) =>
      set.mutate(
        { body: { ...scope, items } },
        {
          onSuccess: () => void message.success(done),
          onError: (error) => void message.error(errorText(error)),
        },
      ),
  }
}

function Row({
  row,
  scope,
  grade,
  maySet,
}: {
  row: TextbookRow
  scope: Scope
  grade: number
  maySet: boolean
}) {
  const { t } = useTranslation('curriculum')
  const { t: common } = useTranslation()
  const { set, pending } = useSet(scope)
  const { subject, chosen } = row
  const options = row.editions.map(({ id, name }) => ({ value: id, label: name }))
  // A closed edition is no choice any more, but it is still what the school uses.
  if (chosen && !options.some(({ value }) => value === chosen.editionId))
    options.push({ value: chosen.editionId, label: `${chosen.editionName}${t('textbooks.gone')}` })
  return (
    <li>
      <span>{common(`subject.${subject}`)}</span>
      {maySet ? (
        <Select
          aria-label={common(`subject.${subject}`)}
          allowClear
          placeholder={t('textbooks.none')}
          value={chosen?.editionId}
          loading={pending}
          options={options}
          onChange={(editionId: string | undefined) =>
            set([{ subject, grade, editionId: editionId ?? null }], t('textbooks.saved'))
          }
        />
      ) : (
        <span className={chosen ? '' : 'quiet'}>{chosen?.editionName ?? t('textbooks.none')}</span>
      )}
    </li>
  )
}

function TakeOver({ scope, present }: { scope: Scope; present: Textbooks['items'] }) {
  const { t } = useTranslation('curriculum')
  const { message } = App.useApp()
  const errorText = useErrorText()
  const { set, pending } = useSet(scope)
  const copy = async () => {
    try {
      const query = { ...scope, schoolYear: scope.schoolYear - 1 }
      const items = takenOver((await call(listTextbooks, { query })).items, present)
      if (items.length === 0) return void message.info(t('textbooks.nothing'))
      set(
        items.map(({ subject, grade, editionId }) => ({ subject, grade, editionId })),
        t('textbooks.copied', { count: items.length }),
      )
    } catch (error) {
      void message.error(errorText(error))
    }
  }
  return (
    <Button size="small" loading={pending} onClick={() => void copy()}>
      {t('textbooks.copy')}
    </Button>
  )
}
