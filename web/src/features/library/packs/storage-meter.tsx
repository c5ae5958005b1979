import { useTranslation } from 'react-i18next'
import { bytesText } from '../upload/amounts.ts'
import { useRoom } from './hold/use-held.ts'

/** How much of this computer the packs take, and how much is left. */
export function StorageMeter({ stamp }: { stamp: unknown }) {
  const { t } = useTranslation('packs')
  const room = useRoom(stamp)
  if (!room) return null
  const share = room.usedBytes / Math.max(1, room.usedBytes + room.freeBytes)
  const amounts = { used: bytesText(room.usedBytes), free: bytesText(room.freeBytes) }
  return (
    <div className="pack-room">
      <span className="pack-line" role="img" aria-label={t('room', amounts)}>
        <i style={{ width: `${Math.max(1, Math.round(share * 100))}%` }} />
      </span>
      <p>{t('room', amounts)}</p>
    </div>
  )
}
