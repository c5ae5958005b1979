import { useTranslation } from 'react-i18next'
import { MicOffIcon } from '../parts/icons.tsx'
import { LocalVideo } from '../parts/local-video.tsx'
import { useMediaView } from '../room-context.tsx'

/** What the classes see of the lecturer. */
export function OwnPicture() {
  const { t } = useTranslation('room')
  const { local, muted } = useMediaView()
  const isSharing = local.screen?.status === 'on'
  const hasPicture = local.camera?.status === 'on' && !muted.has('camera')
  return (
    <section className={hasPicture || isSharing ? 'own' : 'own own-off'} aria-label={t('own.title')}>
      <LocalVideo source={isSharing ? 'screen' : 'camera'} label={t('own.title')} />
      {!hasPicture && !isSharing && (
        <p className="tile-words">{t(local.camera?.status === 'starting' ? 'own.starting' : 'own.off')}</p>
      )}
      <span className="own-label">{t(isSharing ? 'own.sharing' : 'own.title')}</span>
      {muted.has('microphone') && (
        <span className="own-muted">
          <MicOffIcon size={18} />
          {t('own.muted')}
        </span>
      )}
    </section>
  )
}
