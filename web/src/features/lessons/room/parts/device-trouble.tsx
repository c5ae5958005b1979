import type { MediaSource } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { useMediaView, useRoom } from '../room-context.tsx'
import { AlarmIcon } from './icons.tsx'

const WATCHED: readonly MediaSource[] = ['camera', 'microphone', 'screen']

/** Says in words which device is not there and what to do about it. */
export function DeviceTrouble() {
  const { t } = useTranslation('room')
  const { client } = useRoom()
  const { local } = useMediaView()
  return (
    <>
      {WATCHED.map((source) => {
        const problem = local[source]?.problem
        if (!problem) return null
        return (
          <div key={source} className="room-trouble" role="alert">
            <AlarmIcon />
            <span>
              {t(`trouble.${problem}`, {
                device: t(`device.${source as 'camera' | 'microphone' | 'screen'}`),
              })}
            </span>
            <button type="button" className="button" onClick={() => void client.media.open(source)}>
              {t('trouble.again')}
            </button>
          </div>
        )
      })}
    </>
  )
}
