import { Activity, MarkCounter, MAX_WAIT_MS, type MarkBody, type WaitTarget } from '@tongke/contract'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { steadyNow } from '../../../../live/observation/observation-book.ts'
import type { HeldMark } from '../../../../live/observation/observation-shelf.ts'

export type Touch = (body: MarkBody) => void

interface PadProps {
  marks: readonly HeldMark[]
  /** What goes on now by my own marks. */
  activity: Activity
  onTouch: Touch
}

const ACTIVITIES = Activity.options

/** One touch says what goes on from now; it goes on until the next one. */
export function ActivityPad({ activity, onTouch }: Omit<PadProps, 'marks'>) {
  const { t } = useTranslation('observation')
  return (
    <div className="pad-activities" role="group" aria-label={t('activities')}>
      {ACTIVITIES.map((one) => (
        <button
          key={one}
          type="button"
          data-activity={one}
          aria-pressed={one === activity}
          onClick={() => onTouch({ kind: 'activity', activity: one })}
        >
          {t(`activity.${one}`)}
        </button>
      ))}
    </div>
  )
}

export function CountPad({ marks, onTouch }: Omit<PadProps, 'activity'>) {
  const { t } = useTranslation('observation')
  const countOf = (counter: MarkCounter) =>
    marks.filter(({ body }) => body.kind === 'count' && body.counter === counter).length
  return (
    <div className="pad-counts" role="group" aria-label={t('counts')}>
      {MarkCounter.options.map((counter) => (
        <button
          key={counter}
          type="button"
          data-counter={counter}
          onClick={() => onTouch({ kind: 'count', counter })}
        >
          <span>{t(`counter.${counter}`)}</span>
          <b>{countOf(counter)}</b>
        </button>
      ))}
    </div>
  )
}

const LEAST_WAIT_MS = 300
const seconds = (ms: number) => (ms / 1000).toFixed(1)

/** Pressed while the lecturer waits for an answer, let go when it comes. By keyboard: once for each. */
function WaitButton({ target, last, onTouch }: { target: WaitTarget; last: number | null; onTouch: Touch }) {
  const { t } = useTranslation('observation')
  const since = useRef<number | null>(null)
  const [waited, setWaited] = useState<number | null>(null)
  const isHeld = waited !== null
  useEffect(() => {
    if (!isHeld) return
    const timer = setInterval(() => setWaited(steadyNow() - (since.current ?? steadyNow())), 100)
    return () => clearInterval(timer)
  }, [isHeld])
  const press = () => {
    since.current = steadyNow()
    setWaited(0)
  }
  const release = () => {
    if (since.current === null) return
    const waitMs = Math.min(MAX_WAIT_MS, steadyNow() - since.current)
    since.current = null
    setWaited(null)
    if (waitMs >= LEAST_WAIT_MS) onTouch({ kind: 'wait', target, waitMs })
  }
  return (
    <button
      type="button"
      data-wait={target}
      aria-pressed={isHeld}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        press()
      }}
      onPointerUp={release}
      onPointerCancel={release}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.repeat || (event.key !== ' ' && event.key !== 'Enter')) return
        event.preventDefault()
        if (isHeld) release()
        else press()
      }}
    >
      <span>{t(`wait.${target}`)}</span>
      <b>
        {isHeld
          ? seconds(waited)
          : last === null
            ? t('wait.hold')
            : t('wait.last', { seconds: seconds(last) })}
      </b>
    </button>
  )
}

export function WaitPad({ marks, onTouch }: Omit<PadProps, 'activity'>) {
  const { t } = useTranslation('observation')
  const lastOf = (target: WaitTarget) => {
    const mark = marks.filter(({ body }) => body.kind === 'wait' && body.target === target).at(-1)
    return mark?.body.kind === 'wait' ? mark.body.waitMs : null
  }
  return (
    <div className="pad-waits" role="group" aria-label={t('waits')}>
      <WaitButton target="near" last={lastOf('near')} onTouch={onTouch} />
      <WaitButton target="far" last={lastOf('far')} onTouch={onTouch} />
    </div>
  )
}
