import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { minutesSeconds } from '../parts/time-words.ts'
import { useCommand, useServerNow } from '../room-context.tsx'
import { useMeeting } from './meeting-context.tsx'
import { seatOf } from './meeting.rules.ts'

const RECALL_SECONDS = 30
const LENGTHS = [5, 10, 15, 20] as const

/** While schools confer apart: with whom I am, how long still, and for the chair where to go. */
export function BreakoutBanner() {
  const { t } = useTranslation('meeting')
  const { myId, isChair, ...rest } = useMeeting()
  const send = useCommand()
  const now = useServerNow()
  const { breakout } = rest.meeting
  if (!breakout) return null
  const mine = breakout.groups.find(({ orgId }) => orgId === seatOf(rest, myId))
  const left = breakout.endsAt === null ? null : Math.max(0, breakout.endsAt - now)
  return (
    <section className="meet-breakout" aria-label={t('breakout.title')} data-group={mine?.orgId}>
      <p>
        <strong>{t('breakout.with', { school: mine?.orgName ?? '' })}</strong>
        <span>
          {left === null ? t('breakout.untilCalled') : t('breakout.left', { time: minutesSeconds(left) })}
        </span>
        {rest.meeting.clock && <span className="meet-breakout-clock">{t('breakout.agendaRuns')}</span>}
      </p>
      {isChair && (
        <div className="meet-breakout-chair">
          {breakout.groups
            .filter(({ orgId }) => orgId !== breakout.chairAt)
            .map(({ orgId, orgName }) => (
              <button
                key={orgId}
                type="button"
                className="desk-button"
                onClick={() => void send({ type: 'visit_group', orgId })}
              >
                {t('breakout.visit', { school: orgName })}
              </button>
            ))}
          <button
            type="button"
            className="desk-button"
            onClick={() => void send({ type: 'call_back', seconds: RECALL_SECONDS, text: null })}
          >
            {t('breakout.callSoon', { seconds: RECALL_SECONDS })}
          </button>
          <button
            type="button"
            className="desk-button desk-button-on"
            onClick={() => void send({ type: 'call_back', seconds: 0, text: null })}
          >
            {t('breakout.callNow')}
          </button>
        </div>
      )}
    </section>
  )
}

/** How long, and a word for all. */
export function SplitForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('meeting')
  const { t: common } = useTranslation()
  const send = useCommand()
  const [minutes, setMinutes] = useState<number | null>(10)
  const [text, setText] = useState('')
  const split = async () => {
    if (await send({ type: 'split_room', minutes, text: text.trim() || null })) onDone()
  }
  return (
    <form
      className="meet-form"
      onSubmit={(event) => {
        event.preventDefault()
        void split()
      }}
    >
      <h2>{t('breakout.title')}</h2>
      <p>{t('breakout.hint')}</p>
      <div className="meet-choices" role="radiogroup" aria-label={t('breakout.length')}>
        {[...LENGTHS, null].map((one) => (
          <button
            key={one ?? 'open'}
            type="button"
            role="radio"
            aria-checked={minutes === one}
            className={minutes === one ? 'desk-button desk-button-on' : 'desk-button'}
            onClick={() => setMinutes(one)}
          >
            {one === null ? t('breakout.open') : t('breakout.minutes', { count: one })}
          </button>
        ))}
      </div>
      <label className="meet-field">
        {t('breakout.word')}
        <input value={text} maxLength={200} onChange={(event) => setText(event.target.value)} />
      </label>
      <div className="room-dialog-actions">
        <button type="button" className="button button-big" onClick={onDone}>
          {common('cancel')}
        </button>
        <button type="submit" className="button button-big button-primary">
          {t('breakout.begin')}
        </button>
      </div>
    </form>
  )
}
