import './recording.css'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand, useLesson, useRoom } from '../room-context.tsx'

/** So long it stands on the class's screen before the class counts as having seen it, ms. */
const SEEN_AFTER_MS = 5_000
const AGAIN_MS = 5_000
const OPEN = ['WAITING', 'LIVE', 'INTERRUPTED']

/**
 * Told before anything is recorded. A classroom's screen confirms it by itself when it was really shown for a while, since
 * nobody may be there to touch it; an assistant confirms with a touch.
 */
export function RecordingNotice({ legId, confirmsItself }: { legId: string; confirmsItself: boolean }) {
  const { t } = useTranslation('tape')
  const { lesson } = useLesson()
  const { client } = useRoom()
  const send = useCommand()
  const { recording, status } = lesson
  const isDue =
    OPEN.includes(status) &&
    !recording.seen.includes(legId) &&
    recording.phase !== 'refused' &&
    recording.phase !== 'stopped'
  useEffect(() => {
    if (!isDue || !confirmsItself) return
    let shownMs = 0
    const timer = setInterval(() => {
      if (document.visibilityState !== 'visible') return
      shownMs += 1_000
      if (shownMs >= SEEN_AFTER_MS && (shownMs - SEEN_AFTER_MS) % AGAIN_MS === 0)
        client.lesson.send({ type: 'notice_seen', legId }).catch(() => undefined)
    }, 1_000)
    return () => clearInterval(timer)
  }, [isDue, confirmsItself, client, legId])
  if (!isDue) return null
  return (
    <section
      className={confirmsItself ? 'tape-notice tape-notice-far' : 'tape-notice'}
      data-testid="recording-notice"
    >
      <div>
        <h2>{t('notice.title')}</h2>
        <p>{t(recording.refusedLegs.includes(legId) ? 'notice.refused' : 'notice.text')}</p>
      </div>
      <button
        type="button"
        className="button button-primary"
        onClick={() => void send({ type: 'notice_seen', legId })}
      >
        {t('notice.seen')}
      </button>
    </section>
  )
}
