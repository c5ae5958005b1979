import type { ResourceType } from '@tongke/contract'
import { useTranslation } from 'react-i18next'

/** The type in one character on the board, as a label on a shelf. */
export function TypeMark({ type }: { type: ResourceType }) {
  const { t } = useTranslation('author')
  return (
    <span className="type-mark" aria-hidden="true">
      {t(`mark.${type}`)}
    </span>
  )
}
