import type { PackageItem, PackageReport } from '@tongke/contract'
import { Button, Segmented, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { PATHS } from '../../../config/paths.ts'
import type { ApiError } from '../../../lib/api-error.ts'
import { useStayWarning } from '../../../lib/use-stay-warning.ts'
import { DefaultsForm, type DefaultsProps } from './defaults-form.tsx'
import { ItemRow } from './item-row.tsx'
import type { Outcomes } from './import-run.ts'
import { useFaultWords } from './use-item-problem.ts'
import { usePackage, usePackageImport, type Chosen } from './use-package.ts'

interface Props extends Omit<DefaultsProps, 'chosen'> {
  chosen: Chosen
  onAnother: () => void
}

/** One package: what it is, what its items would become, and the import of those that are chosen. */
export function PackageDesk({ chosen, onAnother, ...choices }: Props) {
  const report = usePackage(chosen)
  const run = usePackageImport(chosen)
  useStayWarning(run.running > 0)
  if (report.error)
    return <Refused error={report.error} onAnother={onAnother} onRetry={() => void report.refetch()} />
  if (!report.data) return <Reading />
  return (
    <div className="package-desk">
      <DefaultsForm chosen={chosen} {...choices} disabled={run.running > 0} />
      <Items report={report.data} isOld={report.isPlaceholderData} run={run} />
    </div>
  )
}

function Reading() {
  const { t } = useTranslation('packages')
  return (
    <section className="card desk-part" aria-busy="true">
      <p role="status">{t('reading')}</p>
      <Skeleton active paragraph={{ rows: 8 }} />
    </section>
  )
}

function Refused({
  error,
  onAnother,
  onRetry,
}: {
  error: ApiError
  onAnother: () => void
  onRetry: () => void
}) {
  const { t } = useTranslation('packages')
  const faultWords = useFaultWords()
  if (
    error.code !== 'package.unreadable' &&
    error.code !== 'import.unreadable' &&
    error.code !== 'upload.unknown'
  )
    return <ErrorPanel error={error} onRetry={onRetry} />
  const hint = error.code === 'upload.unknown' ? t('gone') : (faultWords(error.details) ?? t('fault.list'))
  return (
    <div role="alert">
      <BlankState
        title={t('unreadable')}
        hint={hint}
        action={
          <button type="button" className="button button-primary" onClick={onAnother}>
            {t('another')}
          </button>
        }
      />
    </div>
  )
}

function Summary({ report: { format, version, title, items } }: { report: PackageReport }) {
  const { t } = useTranslation('packages')
  const kind = [t(`format.${format}`), version].filter(Boolean).join(' ')
  return (
    <div>
      <h2>{title || kind}</h2>
      <p className="quiet">
        {title && `${kind} · `}
        {t('items', { count: items.length })}
      </p>
    </div>
  )
}

type Group = 'all' | 'ready' | 'problems' | 'done'

const groupOf = ({ resourceId, problems }: PackageItem): Exclude<Group, 'all'> => {
  if (resourceId) return 'done'
  return problems.length > 0 ? 'problems' : 'ready'
}

interface ItemsProps {
  report: PackageReport
  isOld: boolean
  run: ReturnType<typeof usePackageImport>
}

function Items({ report, isOld, run }: ItemsProps) {
  const { t } = useTranslation('packages')
  const [group, setGroup] = useState<Group>('all')
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const counts = {
    all: report.items.length,
    ready: report.ready,
    problems: report.withProblems,
    done: report.imported,
  }
  const chosen = report.items.filter((item) => groupOf(item) === 'ready' && !left.has(item.key))
  const shown = report.items.filter((item) => group === 'all' || groupOf(item) === group)
  const toggle = (key: string, isChosen: boolean) => {
    const next = new Set(left)
    if (isChosen) next.delete(key)
    else next.add(key)
    setLeft(next)
  }
  return (
    <section className="card desk-part" aria-busy={isOld}>
      <Summary report={report} />
      <header className="package-tools">
        <Segmented<Group>
          value={group}
          onChange={setGroup}
          options={(['all', 'ready', 'problems', 'done'] as const).map((value) => ({
            value,
            label: t(`group.${value}`, { count: counts[value] }),
          }))}
        />
        <Start count={chosen.length} isOld={isOld} run={run} keys={chosen.map(({ key }) => key)} />
      </header>
      {run.made !== null && run.made > 0 && (
        <div className="notice notice-ok" role="status">
          <span>
            {t('made', { count: run.made })} <Link to={PATHS.myResources}>{t('seeMine')}</Link>
          </span>
        </div>
      )}
      {shown.length === 0 && <p className="quiet">{t('nothing')}</p>}
      <ul className="package-items" aria-label={t('list')}>
        {shown.map((item) => (
          <ItemRow
            key={item.key}
            item={item}
            outcome={outcomeOf(run.outcomes, item)}
            isChosen={!left.has(item.key)}
            isBusy={run.running > 0}
            onToggle={(isChosen) => toggle(item.key, isChosen)}
          />
        ))}
      </ul>
    </section>
  )
}

/** What the server knows now is newer than what an earlier run said. */
const outcomeOf = (outcomes: Outcomes, { key, resourceId }: PackageItem) =>
  resourceId ? ({ state: 'done', resourceId } as const) : outcomes.get(key)

interface StartProps {
  count: number
  keys: readonly string[]
  isOld: boolean
  run: ReturnType<typeof usePackageImport>
}

function Start({ count, keys, isOld, run }: StartProps) {
  const { t } = useTranslation('packages')
  const finished = [...run.outcomes.values()].filter(({ state }) => state !== 'busy').length
  if (run.running > 0)
    return (
      <span className="package-running">
        <span role="status">{t('running', { done: finished, count: run.running })}</span>
        <progress
          max={run.running}
          value={finished}
          aria-label={t('running', { done: finished, count: run.running })}
        />
        <Button onClick={run.stop}>{t('stop')}</Button>
      </span>
    )
  return (
    <Button type="primary" disabled={count === 0 || isOld} onClick={() => void run.start(keys)}>
      {count > 0 ? t('start', { count }) : t('startNone')}
    </Button>
  )
}
