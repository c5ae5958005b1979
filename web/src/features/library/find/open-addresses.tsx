import { FEED_PATH, OAI_PATH } from '@tongke/contract'
import { useTranslation } from 'react-i18next'

/** Where others follow or harvest what is openly licensed. */
export function OpenAddresses() {
  const { t } = useTranslation('find')
  return (
    <footer className="open-addresses">
      <p>{t('open.note')}</p>
      <dl>
        <dt>{t('open.feed')}</dt>
        <dd>
          <a href={FEED_PATH} target="_blank" rel="noreferrer">
            {location.origin}
            {FEED_PATH}
          </a>
        </dd>
        <dt>{t('open.harvest')}</dt>
        <dd>
          <a href={`${OAI_PATH}?verb=Identify`} target="_blank" rel="noreferrer">
            {location.origin}
            {OAI_PATH}
          </a>
        </dd>
      </dl>
    </footer>
  )
}
