import { useTranslation } from 'react-i18next'
import { useMediaView, useRoom } from '../room-context.tsx'
import { Placard } from './placard.tsx'

/** Another device holds, or has taken, this place: only the person may decide which of the two it is. */
export function PlaceTaken() {
  const { t } = useTranslation('room')
  const { client, leave } = useRoom()
  const phase = useMediaView().phase === 'duplicate' ? 'duplicate' : 'superseded'
  return (
    <Placard title={t(`taken.${phase}.title`)} hint={t(`taken.${phase}.hint`)} tone="live">
      <button type="button" className="button button-big" onClick={leave}>
        {t('leave')}
      </button>
      <button
        type="button"
        className="button button-big button-primary"
        onClick={() => client.media.takePlace()}
      >
        {t(`taken.${phase}.action`)}
      </button>
    </Placard>
  )
}
