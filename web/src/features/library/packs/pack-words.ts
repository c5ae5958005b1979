import type { PackResource } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { clockText } from '../upload/amounts.ts'
import type { HeldRow, HoldFault } from './hold/pack-holder.ts'
import { useErrorText } from '../../../components/plain/error-words.tsx'

/** `三年级` or `一至三年级`. */
export function usePackGrades(): (graded: Pick<PackResource, 'gradeFrom' | 'gradeTo'>) => string {
  const { t } = useTranslation()
  const { t: packs } = useTranslation('packs')
  const name = (grade: number) => t(`grade.${String(grade) as '1'}`)
  return ({ gradeFrom, gradeTo }) =>
    gradeFrom === gradeTo ? name(gradeFrom) : packs('grades', { from: name(gradeFrom), to: name(gradeTo) })
}

/** `视频 5:30 · 12 页`. */
export function usePartWords(): (resource: Pick<PackResource, 'parts'>) => string {
  const { t } = useTranslation('packs')
  return ({ parts }) =>
    parts
      .map(({ kind, durationMs, shows }) => {
        const time = clockText(Math.round((durationMs ?? 0) / 1000))
        return t(`part.${kind}`, { time, count: shows.length })
      })
      .join(' · ')
}

export function useFaultText(): (fault: HoldFault) => string {
  const { t } = useTranslation('packs')
  const refusal = useErrorText()
  return (fault) => (typeof fault === 'string' ? t(`fault.${fault}`) : refusal(fault))
}

/** Share that is here, 0 to 100; whole only when it is. */
export const percentOf = ({ bytes, totalBytes, state }: HeldRow): number =>
  state === 'held' ? 100 : Math.min(99, Math.floor((bytes / Math.max(1, totalBytes)) * 100))
