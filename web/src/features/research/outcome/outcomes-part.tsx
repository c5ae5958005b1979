import {
  getContributions,
  getSession,
  listOutcomes,
  makeOutcome,
  type EndpointInput,
  type SessionOutcome,
  type SessionOutcomes,
} from '@tongke/contract'
import { Button, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { paths } from '../../../config/paths.ts'
import { useAction, useEndpoint } from '../../../lib/query.ts'
import { dateOf } from '../../../lib/time.ts'
import type { PanelProps } from '../session/panel.ts'

const AGAIN_MS = 3000

/** Resources that came out of the session, and what becomes one by a click. */
export function OutcomesPart({ detail }: PanelProps) {
  const { t } = useTranslation('outcome')
  const { id } = detail.card
  const query = useEndpoint(listOutcomes, { params: { id } })
  // While a film is cut, its draft is on the way.
  const isWaiting = query.data?.items.some(({ resourceId, hasFailed }) => resourceId === null && !hasFailed)
  useEndpoint(listOutcomes, { params: { id } }, { enabled: isWaiting === true, refetchInterval: AGAIN_MS })
  if (query.error?.code === 'auth.forbidden') return <p className="quiet">{t('outcome.closed')}</p>
  return (
    <section className="card research-part" aria-labelledby="outcomes" data-testid="outcomes">
      <header>
        <h2 id="outcomes">{t('outcome.title')}</h2>
        <span className="quiet">{t('outcome.hint')}</span>
      </header>
      {query.error && !query.data && <ErrorNotice error={query.error} />}
      {!query.data && !query.error && <Skeleton active />}
      {query.data && <Items items={query.data.items} />}
      {query.data && <Choices sessionId={id} choices={query.data.choices} />}
    </section>
  )
}

function Items({ items }: { items: readonly SessionOutcome[] }) {
  const { t } = useTranslation('outcome')
  if (items.length === 0) return <p className="quiet">{t('outcome.none')}</p>
  return (
    <ul className="outcomes">
      {items.map((item) => (
        <li key={item.resourceId ?? `${item.kind} ${item.at}`}>
          <Item item={item} />
        </li>
      ))}
    </ul>
  )
}

function Item({ item }: { item: SessionOutcome }) {
  const { t } = useTranslation('outcome')
  const { t: find } = useTranslation('find')
  const { t: author } = useTranslation('author')
  const { resourceId, type, title, authorName, state, hasFailed, at, mine } = item
  const canOpen = resourceId !== null && (mine || state === 'PUBLISHED' || state === 'SCHOOL_PUBLISHED')
  return (
    <>
      <span className="pill">{find(`type.${type}`)}</span>
      <span className="outcome-name">
        {canOpen ? (
          <Link to={mine ? paths.editResource(resourceId) : paths.resource(resourceId)}>{title}</Link>
        ) : (
          <strong>{title}</strong>
        )}
        <small className="quiet">
          {authorName} · {dateOf(at)}
        </small>
      </span>
      <span className={`pill ${hasFailed ? 'pill-bad' : state === 'PUBLISHED' ? 'pill-ok' : ''}`}>
        {hasFailed ? t('outcome.failed') : state === null ? t('outcome.making') : author(`state.${state}`)}
      </span>
    </>
  )
}

type Order = EndpointInput<typeof makeOutcome>['body']

function Choices({ sessionId, choices }: { sessionId: string; choices: SessionOutcomes['choices'] }) {
  const { t } = useTranslation('outcome')
  const making = useAction(makeOutcome, [listOutcomes, getContributions, getSession])
  const { designs, reflection, recordings } = choices
  const offers: { key: string; label: string; order: Order }[] = [
    ...designs
      .filter(({ open }) => open)
      .map(({ designId, orgName }) => ({
        key: designId,
        label: orgName === null ? t('outcome.design') : t('outcome.variant', { name: orgName }),
        order: { kind: 'design' as const, designId },
      })),
    ...(reflection?.open
      ? [{ key: 'reflection', label: t('outcome.reflection'), order: { kind: 'reflection' as const } }]
      : []),
    ...recordings
      .filter(({ open }) => open)
      .map(({ recordingId, title }) => ({
        key: recordingId,
        label: t('outcome.recording', { title }),
        order: { kind: 'recording' as const, recordingId },
      })),
  ]
  const replays = recordings.map(({ lessonId, title }) => (
    <Link key={lessonId} className="button" to={paths.replay(lessonId)}>
      {t('outcome.clip', { title })}
    </Link>
  ))
  if (offers.length + replays.length === 0) return null
  return (
    <>
      {making.error && <ErrorNotice error={making.error} traced={making.error.status >= 500} />}
      <div className="research-actions" role="group" aria-label={t('outcome.make')}>
        {offers.map(({ key, label, order }) => (
          <Button
            key={key}
            size="large"
            loading={making.isPending}
            onClick={() => making.mutate({ params: { id: sessionId }, body: order })}
          >
            {label}
          </Button>
        ))}
        {replays}
      </div>
    </>
  )
}
