import { useTranslation } from 'react-i18next'
import { LINK_WORDS } from '../room.rules.ts'

/** Four bars as on a phone; the words are for whoever cannot see them. */
export function LinkBars({ level }: { level: number | null }) {
  const { t } = useTranslation('room')
  const words = level === null ? 'unknown' : (LINK_WORDS[level] ?? 'unknown')
  return (
    <span
      className="link-bars"
      role="img"
      aria-label={t(`link.${words}`)}
      title={t(`link.${words}`)}
      data-level={level ?? ''}
    >
      {[1, 2, 3, 4].map((bar) => (
        <i key={bar} className={level !== null && bar <= level ? 'on' : ''} />
      ))}
    </span>
  )
}
