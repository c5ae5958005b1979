import { useTranslation } from 'react-i18next'

export function RoomPage() {
  const { t } = useTranslation('room')
  return <main>{t('title')}</main>
}
