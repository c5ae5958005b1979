import {
  exportTrainingFile,
  getTrainingFile,
  listTrainingNotices,
  printTrainingFile,
  readTrainingNotice,
  type TrainingFile,
} from '@tongke/contract'
import { App, Button, Select, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { useListQuery } from '../../../components/admin/use-list-query.ts'
import { ErrorPanel, useErrorText } from '../../../components/plain/error-words.tsx'
import { download } from '../../../lib/api.ts'
import { useMe } from '../../../lib/me.ts'
import { useAction, useEndpoint } from '../../../lib/query.ts'
import { momentOf } from '../../../lib/time.ts'
import { ClaimDrawer } from '../parts/claim-drawer.tsx'
import { hoursOf } from '../parts/hours.ts'
import '../parts/training.css'
import { CertificateList } from './certificate-list.tsx'
import { ClaimTimeline } from './claim-timeline.tsx'
import { CycleRing } from './cycle-ring.tsx'

/** 培训档案: my own, or that of a teacher whose school I lead. */
export function TrainingFilePage() {
  const { id } = useParams()
  const me = useMe().data
  const personId = id ?? (me?.kind === 'person' ? me.id : '')
  const list = useListQuery()
  const cycle = list.get('cycle')
  const file = useEndpoint(
    getTrainingFile,
    { params: { id: personId }, query: { cycle } },
    { enabled: personId !== '' },
  )
  const { t } = useTranslation('training')
  const own = me?.kind === 'person' && me.id === personId
  return (
    <>
      <PageHead
        title={own ? t('file.mine') : t('file.of', { name: file.data?.person.name ?? '' })}
        note={file.data && `${file.data.person.orgName} · ${file.data.person.countyNo}`}
      >
        {file.data && (
          <>
            <Select
              aria-label={t('file.cycle')}
              value={file.data.cycle.from.slice(0, 4)}
              onChange={(value: string) => list.set({ cycle: value })}
              options={file.data.cycles.map((first) => ({
                value: String(first),
                label: t('file.cycleOf', {
                  first,
                  last: first + (file.data?.rules['cycle.years'] ?? 5) - 1,
                }),
              }))}
            />
            <Downloads file={file.data} />
          </>
        )}
      </PageHead>
      {file.error && !file.data && <ErrorPanel error={file.error} onRetry={() => void file.refetch()} />}
      {!file.error && !file.data && <Skeleton active paragraph={{ rows: 8 }} />}
      {file.data && <File file={file.data} />}
    </>
  )
}

function Downloads({ file }: { file: TrainingFile }) {
  const { t } = useTranslation('training')
  const { message } = App.useApp()
  const errorText = useErrorText()
  const input = { params: { id: file.person.id }, query: { cycle: file.cycle.from.slice(0, 4) } }
  const failed = (error: unknown) => message.error(errorText(error))
  return (
    <>
      <Button
        onClick={() => void download(exportTrainingFile, input, `${file.person.name}.xlsx`).catch(failed)}
      >
        {t('file.xlsx')}
      </Button>
      <Button
        onClick={() => void download(printTrainingFile, input, `${file.person.name}.pdf`).catch(failed)}
      >
        {t('file.pdf')}
      </Button>
    </>
  )
}

function File({ file }: { file: TrainingFile }) {
  const [open, setOpen] = useState<string | null>(null)
  return (
    <>
      <Notices file={file} />
      <div className="file-top">
        <section className="card file-progress">
          <CycleRing
            tenths={file.tenths}
            waitingTenths={file.waitingTenths}
            targetTenths={file.cycle.targetTenths}
          />
          <Progress file={file} />
        </section>
        <section className="card file-shares">
          <Years file={file} />
          <Categories file={file} />
        </section>
      </div>
      <CertificateList certificates={file.certificates} />
      <ClaimTimeline claims={file.claims} onOpen={setOpen} />
      <RuleWords file={file} />
      <ClaimDrawer id={open} onClose={() => setOpen(null)} />
    </>
  )
}

function Notices({ file }: { file: TrainingFile }) {
  const { t } = useTranslation('training')
  const read = useAction(readTrainingNotice, [getTrainingFile, listTrainingNotices])
  const unread = file.notices.filter(({ readAt }) => readAt === null)
  return unread.map((notice) => (
    <div key={notice.id} className="file-notice" role="status">
      <p>
        {notice.text}
        {notice.lackTenths !== null && (
          <strong> {t('file.lackThen', { hours: hoursOf(notice.lackTenths) })}</strong>
        )}
        <small className="quiet">
          {' '}
          {notice.fromName} · {momentOf(notice.sentAt)}
        </small>
      </p>
      <Button onClick={() => read.mutate({ params: { id: notice.id } })}>{t('file.read')}</Button>
    </div>
  ))
}

function Progress({ file: { tenths, waitingTenths, cycle } }: { file: TrainingFile }) {
  const { t } = useTranslation('training')
  const lacks = Math.max(0, cycle.targetTenths - tenths)
  return (
    <dl>
      <dt>{t('file.credited')}</dt>
      <dd>{t('hours', { hours: hoursOf(tenths) })}</dd>
      <dt>{t('file.waiting')}</dt>
      <dd>{t('hours', { hours: hoursOf(waitingTenths) })}</dd>
      <dt>{t('file.lacks')}</dt>
      <dd className={lacks > 0 ? 'file-lacks' : undefined}>
        {lacks > 0 ? t('hours', { hours: hoursOf(lacks) }) : t('file.fulfilled')}
      </dd>
      <dt>{t('file.days')}</dt>
      <dd>
        {cycle.from} – {cycle.to}
      </dd>
    </dl>
  )
}

function Bars({ rows }: { rows: readonly { label: string; tenths: number }[] }) {
  const most = Math.max(1, ...rows.map(({ tenths }) => tenths))
  return (
    <ul className="file-bars">
      {rows.map(({ label, tenths }) => (
        <li key={label}>
          <span>{label}</span>
          <i style={{ width: `${(Math.max(0, tenths) / most) * 100}%` }} />
          <strong>{hoursOf(tenths)}</strong>
        </li>
      ))}
    </ul>
  )
}

function Years({ file }: { file: TrainingFile }) {
  const { t } = useTranslation('training')
  return (
    <div>
      <h2>{t('file.byYear')}</h2>
      <Bars rows={file.years.map(({ year, tenths }) => ({ label: String(year), tenths }))} />
    </div>
  )
}

function Categories({ file }: { file: TrainingFile }) {
  const { t } = useTranslation('training')
  return (
    <div>
      <h2>{t('file.byCategory')}</h2>
      {file.categories.length === 0 ? (
        <p className="quiet">{t('file.nothing')}</p>
      ) : (
        <Bars
          rows={file.categories.map(({ category, tenths }) => ({ label: t(`category.${category}`), tenths }))}
        />
      )}
    </div>
  )
}

/** What hours are counted by, so that nobody has to ask. */
function RuleWords({ file: { rules } }: { file: TrainingFile }) {
  const { t } = useTranslation('training')
  return (
    <p className="quiet file-rules">
      {t('rules', {
        research: rules['hours.research_session'],
        taught: rules['hours.lesson_taught'],
        assisted: rules['hours.lesson_assisted'],
        minutes: rules['minutesPerHour.video'],
        days: rules['appeal.days'],
      })}
    </p>
  )
}
