import { similarResources } from '@tongke/contract'
import { useEffect, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '../../../config/paths.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { useGradeWords } from '../card/card-facts.tsx'
import { Cover } from '../card/cover.tsx'

/** Seconds of the film that are there before anything else takes the line from it. */
const FILM_AHEAD = 10
/** A film that does not come at all keeps the rest of the page waiting no longer than this. */
const FILM_FIRST_MS = 20_000

function isWellAhead({ buffered, currentTime, duration }: HTMLMediaElement): boolean {
  const end = buffered.length > 0 ? buffered.end(buffered.length - 1) : 0
  return end > 0 && (end - currentTime >= FILM_AHEAD || end >= duration - 0.5)
}

/** Whether the line is free of the film's first pictures; at once where there is no film. */
function useFreeLine(media: RefObject<HTMLMediaElement | null>): boolean {
  const [free, setFree] = useState(false)
  useEffect(() => {
    const film = media.current
    // Sound alone is not fetched before it is played.
    if (!(film instanceof HTMLVideoElement)) return setFree(true)
    const look = () => isWellAhead(film) && setFree(true)
    const timer = setTimeout(() => film.buffered.length === 0 && setFree(true), FILM_FIRST_MS)
    film.addEventListener('progress', look)
    return () => {
      clearTimeout(timer)
      film.removeEventListener('progress', look)
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
