import type { ResourceDetail } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { PATHS, paths } from '../../../config/paths.ts'
import { dateOf } from '../../../lib/time.ts'
import { useAmountWords, useGradeWords } from '../card/card-facts.tsx'
import { bytesText } from '../upload/amounts.ts'

/** What it is, whose it is, and what may be done with it. */
export function Facts({ detail }: { detail: ResourceDetail }) {
  const { t } = useTranslation('watch')
  const { t: find } = useTranslation('find')
  const { t: common } = useTranslation()
  const grades = useGradeWords()
  const amount = useAmountWords()(detail.card)
  const { card, version, lineage, standing, reason } = detail
  const { metadata } = version
  const rows: [string, React.ReactNode][] = [
    [t('facts.type'), find(`type.${card.type}`)],
    [t('facts.subject'), `${common(`subject.${card.subject}`)} · ${grades(card)}`],
    [t('facts.author'), `${card.authorName} · ${card.orgName}`],
    [t('facts.amount'), [amount, bytesText(card.sizeBytes)].filter(Boolean).join(' · ')],
    [t('facts.published'), card.publishedAt ? dateOf(card.publishedAt) : null],
    [
      t('facts.views'),
      [
        t('facts.viewCount', { count: card.views }),
        card.rating && t('facts.mean', { rating: card.rating.toFixed(1) }),
      ]
        .filter(Boolean)
        .join(' · '),
    ],
    [t('facts.minutes'), metadata.typicalMinutes && common('minutes', { count: metadata.typicalMinutes })],
    [t('facts.rights'), metadata.rightsOwner],
  ]
  return (
    <section className="facts" aria-label={t('facts.label')}>
      {standing !== 'ONLINE' && (
        <p className="notice notice-warn">
          {t(`standing.${standing}`)}
          {reason && ` ${reason === 'licence.expired' ? t('facts.expired') : reason}`}
        </p>
      )}
      {metadata.description && <p className="facts-words">{metadata.description}</p>}
      <ul className="tags">
        {[...new Set([...metadata.keywords, ...metadata.topics])].map((word) => (
          <li key={word}>
            <Link to={`${PATHS.library}?q=${encodeURIComponent(word)}`}>{word}</Link>
          </li>
        ))}
      </ul>
      <dl>
        {rows.map(([name, value]) =>
          value ? (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
      <p className="licence">
        <b>{find(`licence.${card.licence}`)}</b> {t(`licenceHint.${card.licence}`)}
        {metadata.licenceUntil && ` ${t('facts.until', { day: metadata.licenceUntil })}`}
      </p>
      {lineage.length > 0 && (
        <p className="lineage">
          {t('facts.lineage')}{' '}
          {lineage.map((source) => (
            <Source key={source.id} {...source} />
          ))}
        </p>
      )}
    </section>
  )
}

function Source({ kind, id, title }: ResourceDetail['lineage'][number]) {
  const { t } = useTranslation('watch')
  const words = `${t(`lineage.${kind}`)} ${title}`
  if (kind === 'resource') return <Link to={paths.resource(id)}>{words}</Link>
  if (kind === 'research') return <Link to={paths.researchSession(id)}>{words}</Link>
  return kind === 'lesson' ? <Link to={paths.lesson(id)}>{words}</Link> : <span>{words}</span>
}
