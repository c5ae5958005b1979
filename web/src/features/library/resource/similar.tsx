import { similarResources } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '../../../config/paths.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { useGradeWords } from '../card/card-facts.tsx'
import { Cover } from '../card/cover.tsx'

export function Similar({ id }: { id: string }) {
  const { t } = useTranslation('watch')
  const { t: common } = useTranslation()
  const grades = useGradeWords()
  const { data, isPlaceholderData } = useEndpoint(similarResources, { params: { id } }, { staleTime: 60_000 })
  if (!data || isPlaceholderData || data.items.length === 0) return null
  return (
    <section className="similar" aria-labelledby="similar">
      <h2 id="similar">{t('similar')}</h2>
      <ul>
        {data.items.slice(0, 6).map((card) => (
          <li key={card.id}>
            <Link className="hit" to={paths.resource(card.id)}>
              <Cover {...card} />
              <span>
                <strong>{card.title}</strong>
                <span className="tile-facts quiet">
                  {common(`subject.${card.subject}`)} · {grades(card)}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
