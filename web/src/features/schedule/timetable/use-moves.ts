import {
  changeTimetable,
  checkTimetable,
  checkTimetableChange,
  getTimetableWeek,
  listFreePlaces,
  listStaleLessons,
  listTimetableTargets,
  type FreePlace,
  type RuleReasons,
  type SlotMove,
  type TimetableChange,
  type TimetableFinding,
  type TimetableRule,
} from '@tongke/contract'
import { App } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../../components/plain/error-words.tsx'
import { useAction } from '../../../lib/query.ts'

export const READS = [
  getTimetableWeek,
  listTimetableTargets,
  checkTimetable,
  listFreePlaces,
  listStaleLessons,
] as const

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
  /** The moves that take the last ones back. */
  const [last, setLast] = useState<readonly SlotMove[] | null>(null)

  const keep = async (change: TimetableChange, reasons: RuleReasons) => {
    const { undo } = await save.mutateAsync({ body: { termId, change, reasons } })
    setJudged(null)
    const undone = isSame(change, last)
    setLast(undone || undo.length === 0 ? null : undo)
    void message.success(t(undone ? 'undone' : 'saved'))
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
    last,
    attempt,
    insist,
    undo: () => {
      if (last) void attempt({ kind: 'move', moves: [...last] })
    },
    forget: () => setLast(null),
    dismiss: () => setJudged(null),
    pending: check.isPending || save.isPending,
  }
}

const isSame = (change: TimetableChange, moves: readonly SlotMove[] | null): boolean =>
  change.kind === 'move' && moves !== null && JSON.stringify(change.moves) === JSON.stringify(moves)
