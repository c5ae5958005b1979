import { useTranslation } from 'react-i18next'
import { playTone } from '../../../live/check/sound-level.ts'

/** Only a person knows whether the loudspeaker was heard. */
export function SpeakerQuestion({ onAnswer }: { onAnswer: (isHeard: boolean) => void }) {
  const { t } = useTranslation('check')
  return (
    <section className="check-speaker" aria-label={t('speaker.question')}>
      <div>
        <h2>{t('speaker.question')}</h2>
        <p>{t('speaker.hint')}</p>
      </div>
      <div className="check-answers">
        <button type="button" className="button button-big" onClick={() => void playTone()}>
          {t('speaker.again')}
        </button>
        <button type="button" className="button button-big" onClick={() => onAnswer(false)}>
          {t('speaker.no')}
        </button>
        <button type="button" className="button button-big button-primary" onClick={() => onAnswer(true)}>
          {t('speaker.yes')}
        </button>
      </div>
    </section>
  )
}
