import type { RoomDetail } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { VerdictPill } from '../../../components/plain/verdict-pill.tsx'
import { momentOf } from '../../../lib/time.ts'
import { useSizeWords } from './room-words.ts'

/** What the device said last, line by line. */
export function RoomFactsList({ room }: { room: RoomDetail }) {
  const { t } = useTranslation('classroom')
  const size = useSizeWords()
  const { report, lastCheck, lastSeenAt } = room
  if (!report)
    return (
      <p className="quiet">
        {t('detail.noReport')} {lastSeenAt !== null && `${t('detail.lastReport')} ${momentOf(lastSeenAt)}`}
      </p>
    )
  const { storage, screen, rttMs, downKbps, microphoneLevel } = report
  const facts: [string, string][] = [
    [t('detail.camera'), t(`detail.condition.${report.camera}`)],
    [t('detail.microphone'), t(`detail.condition.${report.microphone}`)],
    [t('detail.level'), microphoneLevel === null ? t('detail.unknown') : `${microphoneLevel} dBFS`],
    [
      t('detail.storage'),
      storage
        ? t('detail.storageValue', {
            free: size(Math.max(0, storage.quotaMb - storage.usedMb)),
            quota: size(storage.quotaMb),
          })
        : t('detail.unknown'),
    ],
    [t('detail.browser'), report.browser],
    [t('detail.system'), report.system || t('detail.unknown')],
    [
      t('detail.screen'),
      `${screen.width} × ${screen.height}${screen.scale === 1 ? '' : ` · ${screen.scale}×`}`,
    ],
    [t('detail.page'), report.page || t('detail.unknown')],
    [
      t('detail.line'),
      [
        ...(rttMs === null ? [] : [t('detail.lineValue', { rtt: rttMs })]),
        ...(downKbps === null
          ? []
          : [t('detail.lineDown', { down: t('units.mbps', { value: (downKbps / 1000).toFixed(1) }) })]),
      ].join(' · ') || t('detail.unknown'),
    ],
    [t('detail.place'), t(`detail.places.${report.place}`)],
    [t('detail.lastReport'), lastSeenAt === null ? t('detail.unknown') : momentOf(lastSeenAt)],
  ]
  return (
    <dl className="room-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <div>
        <dt>{t('detail.lastCheck')}</dt>
        <dd>
          {lastCheck ? (
            <>
              <VerdictPill verdict={lastCheck.verdict} /> {momentOf(lastCheck.at)}
            </>
          ) : (
            t('detail.neverChecked')
          )}
        </dd>
      </div>
    </dl>
  )
}
