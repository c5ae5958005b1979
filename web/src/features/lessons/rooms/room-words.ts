import type { RoomProblem, RoomState } from '@tongke/contract'
import { useTranslation } from 'react-i18next'

export const STATE_TONES: Record<RoomState, string> = {
  BAD: 'pill-bad',
  WARN: 'pill-warn',
  OFFLINE: '',
  UNKNOWN: '',
  REPAIR: 'pill-warn',
  GOOD: 'pill-ok',
}

/** What is wrong, in a sentence somebody can act on. */
export function useProblemWords(): (problem: RoomProblem) => string {
  const { t } = useTranslation('classroom')
  return ({ kind, verdict, value, limit }) => {
    if (kind === 'microphone' && value !== null) return t('problem.microphoneDead', { value })
    if (kind === 'check') return t(verdict === 'RED' ? 'problem.check' : 'problem.checkAmber')
    if (kind === 'browser' && value === null) return t('problem.browserUnknown')
    return t(`problem.${kind}`, { value, limit })
  }
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** `5 分钟`, `3 小时`, `2 天`. */
export function useSpanWords(): (ms: number) => string {
  const { t } = useTranslation('classroom')
  return (ms) => {
    if (ms < HOUR) return t('units.minutes', { count: Math.max(1, Math.floor(ms / MINUTE)) })
    if (ms < DAY) return t('units.hours', { count: Math.floor(ms / HOUR) })
    return t('units.days', { count: Math.floor(ms / DAY) })
  }
}

/** `1.2 GB` or `340 MB`. */
export function useSizeWords(): (mb: number) => string {
  const { t } = useTranslation('classroom')
  return (mb) =>
    mb >= 1024 ? t('units.gb', { value: (mb / 1024).toFixed(1) }) : t('units.mb', { value: Math.round(mb) })
}
