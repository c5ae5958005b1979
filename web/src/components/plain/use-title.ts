import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

/** What the browser's tab says while this page is open. */
export function useTitle(title: string | undefined): void {
  const { t } = useTranslation()
  const brand = t('brand')
  useEffect(() => {
    document.title = title ? `${title} · ${brand}` : brand
  }, [title, brand])
}
