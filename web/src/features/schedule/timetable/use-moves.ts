import {
  changeTimetable,
  checkTimetable,
  checkTimetableChange,
  getTimetableWeek,
  listFreePlaces,
  listTimetableTargets,
  type FreePlace,
  type RuleReasons,
  type TimetableChange,
  type TimetableFinding,
  type TimetableRule,
} from '@tongke/contract'
import { App } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../../components/plain/error-words.tsx'
import { useAction } from '../../../lib/query.ts'

export const READS = [getTimetableWeek, listTimetableTargets, checkTimetable, listFreePlaces] as const

/** A change that the rules have looked at: what it would break, and where else its slot could go. */
export interface Judged {
  readonly change: TimetableChange
  readonly findings: readonly TimetableFinding[]
  readonly free: readonly FreePlace[]
}

/** Soft rules that want a reason, each once. */
export const reasonsWanted = (findings: readonly TimetableFinding[]): TimetableRule[] => [
  ...new Set(
    findings.filter(({ severity, reason }) => severity === 'soft' && reason === null).map(({ rule }) => rule),
  ),
]

export const isRefused = (findings: readonly TimetableFinding[]): boolean =>
  findings.some(({ severity }) => severity === 'hard')

/** Changes the timetable when nothing speaks against it; else what does is shown, and nothing is changed. */
export function useMoves(termId: string) {
  const { t } = useTranslation('timetable')
  const { message } = App.useApp()
  const errorText = useErrorText()
  const check = useAction(checkTimetableChange)
  const save = useAction(changeTimetable, READS)
  const [judged, setJudged] = useState<Judged | null>(null)

  const keep = async (change: TimetableChange, reasons: RuleReasons) => {
    await save.mutateAsync({ body: { termId, change, reasons } })
    setJudged(null)
    void message.success(t('saved'))
  }
  /** @returns true when it was done */
  const attempt = async (change: TimetableChange): Promise<boolean> => {
    try {
      const { findings, free } = await check.mutateAsync({ body: { termId, change } })
      if (isRefused(findings) || reasonsWanted(findings).length > 0) {
        setJudged({ change, findings, free })
        return false
      }
      await keep(change, {})
      return true
    } catch (error) {
      void message.error(errorText(error))
      return false
    }
  }
  const insist = (reasons: RuleReasons) =>
    judged
      ? keep(judged.change, reasons).catch((error: unknown) => void message.error(errorText(error)))
      : Promise.resolve()
  return {
    judged,
    attempt,
    insist,
    dismiss: () => setJudged(null),
    pending: check.isPending || save.isPending,
  }
}
