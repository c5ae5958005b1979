import '../../../components/plain/plain.css'
import './check.css'
import { getCheckAccess, submitCheck } from '@tongke/contract'
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { Logo } from '../../../components/plain/logo.tsx'
import { PATHS, paths } from '../../../config/paths.ts'
import { call } from '../../../lib/api.ts'
import { useMe } from '../../../lib/me.ts'
import { playTone } from '../../../live/check/sound-level.ts'
import { LineCheck, type Measurements } from '../../../live/line-check.ts'
import { CheckPreview } from './check-preview.tsx'
import { CheckSteps } from './check-steps.tsx'
import { CheckVerdict, type Check } from './check-verdict.tsx'
import { SpeakerQuestion } from './speaker-question.tsx'

/** A fresh check per run; it is stopped when another begins or the page goes. */
function useLineCheck(): { check: LineCheck | null; begin: () => void } {
  const [check, setCheck] = useState<LineCheck | null>(null)
  const running = useRef<LineCheck | null>(null)
  useEffect(() => () => running.current?.stop(), [])
  const begin = useCallback(() => {
    running.current?.stop()
    const fresh = new LineCheck({
      url: window.location.origin,
      fetchAccess: (signal) => call(getCheckAccess, {}, signal),
    })
    running.current = fresh
    setCheck(fresh)
    void fresh.run()
  }, [])
  return { check, begin }
}

/** One key before class: camera, microphone, loudspeaker and the line to the media node, judged by the server. */
export function CheckPage() {
  const { t } = useTranslation('check')
  const [query] = useSearchParams()
  const lessonId = query.get('lesson')
  const { check, begin } = useLineCheck()
  const isRoom = useMe().data?.kind === 'device'
  // One key on the classroom's screen has asked for it already.
  const beginsItself = query.has('begin')
  useEffect(() => {
    if (beginsItself) begin()
  }, [beginsItself, begin])
  return (
    <main className={isRoom ? 'check check-far' : 'check'}>
      <header className="check-head">
        <Logo />
        <BackLink lessonId={lessonId} />
      </header>
      <h1>{t('title')}</h1>
      <p className="check-lead">{t('lead')}</p>
      {check ? (
        <RunningCheck
          key={begunAt(check)}
          check={check}
          lessonId={lessonId}
          isRoom={isRoom}
          onAgain={begin}
        />
      ) : (
        <button type="button" className="button button-primary button-big check-begin" onClick={begin}>
          {t('begin')}
        </button>
      )}
    </main>
  )
}

const starts = new WeakMap<LineCheck, number>()
let startCount = 0
/** A key per run, so that a second run starts with fresh answers. */
function begunAt(check: LineCheck): number {
  const known = starts.get(check)
  if (known) return known
  starts.set(check, (startCount += 1))
  return startCount
}

function BackLink({ lessonId }: { lessonId: string | null }) {
  const { t } = useTranslation('check')
  const me = useMe()
  if (me.data?.kind === 'device') return <Link to={PATHS.device}>{t('backToRoom')}</Link>
  return (
    <Link to={lessonId ? paths.lesson(lessonId) : PATHS.home}>{t(lessonId ? 'backToLesson' : 'back')}</Link>
  )
}

const BACK_MS = 45_000

/** A classroom's screen goes back to its day by itself, and at once by the Enter key. */
function BackToDay() {
  const { t } = useTranslation('check')
  const navigate = useNavigate()
  const me = useMe()
  const isRoom = me.data?.kind === 'device'
  useEffect(() => {
    if (!isRoom) return
    const timer = setTimeout(() => void navigate(PATHS.device), BACK_MS)
    return () => clearTimeout(timer)
  }, [isRoom, navigate])
  if (!isRoom) return null
  return (
    <button
      type="button"
      className="button button-big button-primary"
      autoFocus
      onClick={() => void navigate(PATHS.device)}
    >
      {t('backToRoom')}
    </button>
  )
}

interface RunningProps {
  check: LineCheck
  lessonId: string | null
  isRoom: boolean
  onAgain: () => void
}

function RunningCheck({ check, lessonId, isRoom, onAgain }: RunningProps) {
  const { t } = useTranslation('check')
  const view = useSyncExternalStore(check.view.subscribe, check.view.get)
  const [stored, setStored] = useState<Check | null>(null)
  const [fault, setFault] = useState<unknown>(null)
  const result = view.result
  useEffect(() => {
    if (result) void playTone().catch(() => undefined)
  }, [result])

  const submit = async (measured: Measurements) => {
    setFault(null)
    try {
      setStored(await call(submitCheck, { body: { lessonId, measurements: measured } }))
    } catch (error) {
      setFault(error)
    }
  }
  return (
    <>
      {/* In a classroom the verdict is all there is to see. */}
      {!(stored && isRoom) && (
        <div className="check-desk">
          <CheckPreview check={check} />
          <CheckSteps view={view} />
        </div>
      )}
      {view.failure && (
        <div className="notice" role="alert">
          <span>{t('failure')}</span>
          <small>{view.failure}</small>
        </div>
      )}
      {result && !stored && <SpeakerQuestion onAnswer={(speaker) => void submit({ ...result, speaker })} />}
      {fault !== null && <ErrorNotice error={fault} />}
      {stored && <CheckVerdict check={stored} />}
      {(stored || view.failure) && (
        <div className="check-answers">
          <BackToDay />
          <button type="button" className="button button-big" onClick={onAgain}>
            {t('again')}
          </button>
        </div>
      )}
    </>
  )
}
