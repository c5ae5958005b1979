import type { ReplayPage } from '@tongke/contract'
import { useTranslation } from 'react-i18next'

/** How a page is called. */
export function usePageWords(): (page: Pick<ReplayPage, 'kind' | 'number'> | undefined) => string {
  const { t } = useTranslation('replay')
  return (page) => (page ? t(`page.${page.kind}`, { number: page.number }) : t('page.none'))
}
