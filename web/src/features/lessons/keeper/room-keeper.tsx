import './keeper.css'
import { reportRoom } from '@tongke/contract'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate } from 'react-router'
import { PATHS, paths } from '../../../config/paths.ts'
import { call } from '../../../lib/api.ts'
import { keepOfflineShell } from '../../../lib/offline-shell.ts'
import { useNow } from '../../../lib/use-now.ts'
import { dueLesson } from './follow.rules.ts'
import { heldBackNow, holdBack, letGo } from './held-back.ts'
import { placeOf, takeReport } from './room-report.ts'
import { useRoomDay } from './use-room-day.ts'

const AGAIN_MS = 30_000
/** Whoever walks from page to page does not report at every step. */
const SOONEST_MS = 3_000
let reportedAt = Number.NEGATIVE_INFINITY
/** Whoever is at another page is told first and may stay. */
const WARNING_S = 30

/** Tells the server how this room is, as often as the server wants to know. */
function useReports(): void {
  const { pathname } = useLocation()
  const place = placeOf(pathname)
  useEffect(() => {
    const stop = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    let rttMs: number | null = null
    let samples = false
    const round = async () => {
      let next = AGAIN_MS
      try {
        const body = await takeReport(place, rttMs, samples)
        const sentAt = performance.now()
        reportedAt = sentAt
        const answer = await call(reportRoom, { body }, stop.signal)
        rttMs = Math.round(performance.now() - sentAt)
        samples = answer.sampleMicrophone
        next = answer.nextSeconds * 1000
      } catch {
        // The server is away or this was too soon: the next round tells it.
      }
      if (!stop.signal.aborted) timer = setTimeout(() => void round(), next)
    }
    timer = setTimeout(() => void round(), Math.max(0, reportedAt + SOONEST_MS - performance.now()))
    return () => {
      stop.abort()
      clearTimeout(timer)
    }
  }, [place])
}

/** So that this screen opens after a power cut, whether or not the server is there yet. */
function useShell(): void {
  useEffect(() => {
    void keepOfflineShell()
    // The room's own code: it must not be asked for when the line is gone.
    void import('../room/room-page.tsx')
  }, [])
}

/** The way into the lesson that is due: at once from the room's own page, with a warning from any other. */
export function RoomKeeper() {
  const { t } = useTranslation('classroom')
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const { data, now } = useRoomDay()
  useReports()
  useShell()
  const place = placeOf(pathname)
  const due = data && place !== 'lesson' ? dueLesson(data.lessons, now, heldBackNow(now)) : undefined
  const dueId = due?.id
  const [warnedAt, setWarnedAt] = useState<{ id: string; at: number } | null>(null)
  useEffect(() => {
    setWarnedAt(dueId && place !== 'home' ? { id: dueId, at: Date.now() } : null)
  }, [dueId, place])
  const here = useNow(1000)
  const left = warnedAt ? Math.max(0, WARNING_S - Math.floor((here - warnedAt.at) / 1000)) : WARNING_S
  const goes = dueId !== undefined && (place === 'home' || (warnedAt?.id === dueId && left === 0))
  useEffect(() => {
    if (!goes || !dueId) return
    letGo()
    void navigate(paths.room(dueId), { replace: pathname !== PATHS.device })
  }, [goes, dueId, navigate, pathname])
  if (!due || place === 'home' || !warnedAt) return null
  return (
    <aside className="keeper" role="alert">
      <p>
        <strong>{due.title}</strong>
        {t('keeper.soon', { seconds: left })}
      </p>
      <button type="button" className="button button-big" onClick={() => holdBack(due.id)}>
        {t('keeper.stay')}
      </button>
      <button
        type="button"
        className="button button-big button-primary"
        onClick={() => void navigate(paths.room(due.id))}
      >
        {t('keeper.go')}
      </button>
    </aside>
  )
}
