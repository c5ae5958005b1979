import { useQueryClient } from '@tanstack/react-query'
import {
  getMinutes,
  saveMinutes,
  type MinutesPage,
  type MinutesSectionKey,
  type SessionMinutes,
} from '@tongke/contract'
import { useCallback, useEffect, useState } from 'react'
import { call } from '../../../lib/api.ts'
import { ApiError } from '../../../lib/api-error.ts'
import { useStayWarning } from '../../../lib/use-stay-warning.ts'

const PAUSE_MS = 1200

type Texts = Partial<Record<MinutesSectionKey, string>>

/** Puts an answer where the page reads from. */
export function useKeepMinutes(sessionId: string): (page: MinutesPage) => void {
  const client = useQueryClient()
  return useCallback(
    (page) => client.setQueryData([getMinutes.path, { params: { id: sessionId } }], page),
    [client, sessionId],
  )
}

/**
 * Texts as they are typed, saved when the hands rest. What somebody else saved meanwhile is never overwritten unasked: then `error`
 * is `conflict.changed`, and the reader chooses.
 */
export function useMinutesTexts(sessionId: string, minutes: SessionMinutes) {
  const keep = useKeepMinutes(sessionId)
  const [texts, setTexts] = useState<Texts>({})
  const [isSaving, setSaving] = useState(false)
  const [error, setError] = useState<ApiError | null>(null)
  const isDirty = Object.keys(texts).length > 0
  useStayWarning(isDirty)

  const save = useCallback(
    async (revision: number, sent: Texts) => {
      setSaving(true)
      try {
        keep(await call(saveMinutes, { params: { id: sessionId }, body: { revision, texts: sent } }))
        setTexts((now) => without(now, sent))
        setError(null)
      } catch (caught) {
        setError(caught instanceof ApiError ? caught : new ApiError('internal', 0))
      } finally {
        setSaving(false)
      }
    },
    [keep, sessionId],
  )

  useEffect(() => {
    if (!isDirty || isSaving || error) return
    const timer = setTimeout(() => void save(minutes.revision, texts), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [isDirty, isSaving, error, texts, minutes.revision, save])

  return {
    textOf: (key: MinutesSectionKey, saved: string) => texts[key] ?? saved,
    type: (key: MinutesSectionKey, text: string) => {
      setTexts((now) => ({ ...now, [key]: text }))
      // Another try after a line that was gone; a conflict waits for its answer.
      setError((now) => (now?.code === 'conflict.changed' ? now : null))
    },
    isDirty,
    isSaving,
    error,
    /** Mine over what somebody else saved, in the sections I wrote in. */
    insist: async () => {
      const page = await call(getMinutes, { params: { id: sessionId } })
      keep(page)
      if (page.minutes) await save(page.minutes.revision, texts)
    },
    giveUp: async () => {
      keep(await call(getMinutes, { params: { id: sessionId } }))
      setTexts({})
      setError(null)
    },
  }
}

/** What was typed while it was being saved stays to be saved. */
const without = (now: Texts, sent: Texts): Texts =>
  Object.fromEntries(
    Object.entries(now).filter(([key, text]) => sent[key as MinutesSectionKey] !== text),
  ) as Texts
