import { useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { isApiError } from '../../lib/api-error.ts'

/** Says that what stands below is old, while the server cannot be asked. */
export function TroubleBar() {
  const { t } = useTranslation()
  const cache = useQueryClient().getQueryCache()
  const stale = useSyncExternalStore(
    (notify) => cache.subscribe(notify),
    () =>
      cache
        .findAll({ type: 'active' })
        .some(({ state }) => state.data !== undefined && isApiError(state.error, 'offline', 'unavailable')),
  )
  if (!stale) return null
  return (
    <p className="notice notice-warn trouble-bar" role="status">
      {t('stale')}
    </p>
  )
}
