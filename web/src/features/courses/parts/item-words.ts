import type { ResourceCard } from '@tongke/contract'
import { useTranslation } from 'react-i18next'

/** `3:05` of a video, pages of a document; null of what has neither. */
export function useAmount(): (card: Pick<ResourceCard, 'durationMs' | 'pages'>) => string | null {
  const { t } = useTranslation('courses')
  return ({ durationMs, pages }) => {
    if (durationMs) {
      const seconds = Math.round(durationMs / 1000)
      return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
    }
    return pages ? t('item.pages', { count: pages }) : null
  }
}
