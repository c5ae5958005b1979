import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { playTone } from '../../../live/check/sound-level.ts'

const PATIENCE_MS = 60_000

/** Only a person knows whether the loudspeaker was heard: Enter says yes. Nobody there is no answer, and is judged as that. */
export function SpeakerQuestion({ onAnswer }: { onAnswer: (isHeard: boolean | null) => void }) {
  const { t } = useTranslation('check')
  useEffect(() => {
    const timer = setTimeout(() => onAnswer(null), PATIENCE_MS)
    return () => clearTimeout(timer)
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [])
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
        <button
          type="button"
          className="button button-big button-primary"
          autoFocus
          onClick={() => onAnswer(true)}
        >
          {t('speaker.yes')}
        </button>
      </div>
    </section>
  )
}
