import type { DeviceCheck } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import './plain.css'

const TONES = { GREEN: 'pill-ok', AMBER: 'pill-warn', RED: 'pill-bad' } as const

/** The outcome of a device and line check, in words and colour. */
export function VerdictPill({ verdict }: { verdict: DeviceCheck['verdict'] }) {
  const { t } = useTranslation()
  return <span className={`pill ${TONES[verdict]}`}>{t(`verdict.${verdict}`)}</span>
}
