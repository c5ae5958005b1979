import '../../../components/plain/plain.css'
import '../../../components/admin/admin.css'
import './designs-card.css'
import { beginDesign, listDesigns, type DesignCard } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { paths } from '../../../config/paths.ts'
import { useAction, useEndpoint } from '../../../lib/query.ts'
import { momentOf } from '../../../lib/time.ts'

/** On the page of a session: its lesson designs, and the way to begin. Speaks the namespace `design`. */
export function DesignsCard({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation('design')
  const navigate = useNavigate()
  const params = { id: sessionId }
  const query = useEndpoint(listDesigns, { params })
  const begin = useAction(beginDesign, [listDesigns])
  const open = () =>
    begin.mutate({ params }, { onSuccess: ({ card }) => void navigate(paths.design(card.id)) })
  const { common, variants = [], canBegin } = query.data ?? {}
  return (
    <section className="card designs-card" aria-label={t('what')}>
      <h2>{t('what')}</h2>
      {query.error && <ErrorNotice error={query.error} />}
      {query.data && !common && <p className="quiet">{t(canBegin ? 'card.none' : 'card.noneHere')}</p>}
      <ul>
        {common && <Row card={common} />}
        {variants.map((card) => (
          <Row key={card.id} card={card} />
        ))}
      </ul>
      {canBegin && (
        <button type="button" className="button button-primary" disabled={begin.isPending} onClick={open}>
          {t('card.begin')}
        </button>
      )}
      {begin.error && <ErrorNotice error={begin.error} />}
    </section>
  )
}

function Row({ card: { id, kind, orgName, versions, updatedAt, canWrite } }: { card: DesignCard }) {
  const { t } = useTranslation('design')
  return (
    <li>
      <Link to={paths.design(id)}>
        <strong>{kind === 'common' ? t('kind.common') : t('kind.variant', { school: orgName })}</strong>
        <span className="quiet">
          {versions > 0 ? t('card.versions', { count: versions }) : t('card.noVersion')} ·{' '}
          {momentOf(updatedAt)}
        </span>
        <span>{t(canWrite ? 'card.write' : 'card.read')}</span>
      </Link>
    </li>
  )
}
