import { similarResources } from '@tongke/contract'
import { useEffect, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '../../../config/paths.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { useGradeWords } from '../card/card-facts.tsx'
import { Cover } from '../card/cover.tsx'

/** A film that does not begin to play keeps the rest of the page waiting no longer than this. */
const FILM_FIRST_MS = 8_000

/** Whether the line is free of the film's first pictures; at once where there is no film. */
function useFreeLine(media: RefObject<HTMLMediaElement | null>): boolean {
  const [free, setFree] = useState(false)
  useEffect(() => {
    const film = media.current
    const isFree = () => setFree(true)
    if (!film) return isFree()
    const timer = setTimeout(isFree, FILM_FIRST_MS)
    film.addEventListener('canplay', isFree)
    return () => {
      clearTimeout(timer)
      film.removeEventListener('canplay', isFree)
    }
  }, [media])
  return free
}

/** More like it. Its pictures come after the film that the reader came for. */
export function Similar({ id, media }: { id: string; media: RefObject<HTMLMediaElement | null> }) {
  const { t } = useTranslation('watch')
  const { t: common } = useTranslation()
  const grades = useGradeWords()
  const enabled = useFreeLine(media)
  const options = { staleTime: 60_000, enabled }
  const { data, isPlaceholderData } = useEndpoint(similarResources, { params: { id } }, options)
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
