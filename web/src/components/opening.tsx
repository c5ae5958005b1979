import { useTranslation } from 'react-i18next'

/** Shown while a page's code is on its way; words, never a bare spinner. */
export function Opening() {
  const { t } = useTranslation()
  return <p className="boot">{t('opening')}</p>
}
