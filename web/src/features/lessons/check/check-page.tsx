import { useTranslation } from 'react-i18next'

export function CheckPage() {
  const { t } = useTranslation('check')
  return <main>{t('title')}</main>
}
