import { useEffect, useRef, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { meterShare } from '../../../live/check/sound-level.ts'
import type { LineCheck } from '../../../live/line-check.ts'

/** Own picture and the level of the own voice. */
export function CheckPreview({ check }: { check: LineCheck }) {
  const { t } = useTranslation('check')
  const { local } = useSyncExternalStore(check.media.view.subscribe, check.media.view.get)
  const { level } = useSyncExternalStore(check.view.subscribe, check.view.get)
  const video = useRef<HTMLVideoElement>(null)
  const stream = local.camera?.stream
  useEffect(() => {
    if (video.current && stream) video.current.srcObject = stream
  }, [stream])
  const cameraProblem = local.camera?.problem
  const microphoneProblem = local.microphone?.problem
  return (
    <section className="check-preview">
      <div className="check-picture">
        <video
          ref={video}
          data-testid="local-video"
          data-source="camera"
          aria-label={t('preview')}
          autoPlay
          muted
          playsInline
        />
        {local.camera?.status !== 'on' && (
          <p>{cameraProblem ? t(`problem.${cameraProblem}`, { device: t('item.camera') }) : t('opening')}</p>
        )}
      </div>
      <div className="check-meter">
        <span>{t('speak')}</span>
        <div
          className="meter"
          role="meter"
          aria-label={t('item.microphone')}
          aria-valuemin={-60}
          aria-valuemax={0}
          aria-valuenow={Math.round(level)}
        >
          <i style={{ transform: `scaleX(${1 - meterShare(level)})` }} />
        </div>
        {microphoneProblem && (
          <p className="check-problem">
            {t(`problem.${microphoneProblem}`, { device: t('item.microphone') })}
          </p>
        )}
      </div>
    </section>
  )
}
