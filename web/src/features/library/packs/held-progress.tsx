import { useTranslation } from 'react-i18next'
import { bytesText, clockText } from '../upload/amounts.ts'
import type { HeldRow } from './hold/pack-holder.ts'
import { percentOf, useFaultText } from './pack-words.ts'

/** How far a pack is on this computer, in words and as a line. */
export function HeldProgress({ row }: { row: HeldRow }) {
  const { t } = useTranslation('packs')
  const faultText = useFaultText()
  const percent = percentOf(row)
  const amounts = { bytes: bytesText(row.bytes), total: bytesText(row.totalBytes), percent }
  const pace =
    row.state === 'fetching' && row.bytesPerSecond !== null
      ? t('hold.pace', {
          speed: bytesText(row.bytesPerSecond),
          left: clockText(row.secondsLeft ?? 0),
        })
      : null
  if (row.state === 'held')
    return (
      <p className="pack-held" role="status">
        {t('hold.held', { total: amounts.total })}
      </p>
    )
  return (
    <div className="pack-progress" data-state={row.state}>
      <span className="pack-line">
        <i style={{ width: `${percent}%` }} />
      </span>
      <p role="status">
        {t(`hold.${row.state}`, amounts)}
        {pace && ` · ${pace}`}
      </p>
      {row.fault && <p className="pack-fault">{faultText(row.fault)}</p>}
    </div>
  )
}
