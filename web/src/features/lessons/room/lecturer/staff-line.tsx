import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { MessageIcon } from '../parts/icons.tsx'
import { clockTime } from '../parts/time-words.ts'
import { useCommand, useLesson } from '../room-context.tsx'

/** Messages between lecturer and assistants; the classes never see them. */
export function StaffLine() {
  const { t } = useTranslation('room')
  return (
    <section className="side-card side-card-grow" aria-label={t('messages.title')}>
      <h2>
        <MessageIcon size={18} />
        {t('messages.title')}
      </h2>
      <MessageList />
      <MessageForm legId={null} />
    </section>
  )
}

export function MessageList() {
  const { t } = useTranslation('room')
  const { lesson, me } = useLesson()
  const end = useRef<HTMLDivElement>(null)
  const count = lesson.messages.length
  useEffect(() => {
    // Newer browsers answer with a promise, which an effect must not return.
    void end.current?.scrollIntoView({ block: 'nearest' })
  }, [count])
  if (count === 0) return <p className="side-empty">{t('messages.none')}</p>
  const mine = 'personId' in me ? me.personId : null
  return (
    <div className="messages" role="log" aria-label={t('messages.title')}>
      {lesson.messages.map((message) => (
        <p key={message.id} className={message.fromId === mine ? 'message message-mine' : 'message'}>
          <small>
            {message.fromName} {clockTime(message.at)}
          </small>
          {message.text}
        </p>
      ))}
      <div ref={end} />
    </div>
  )
}

export function MessageForm({ legId }: { legId: string | null }) {
  const { t } = useTranslation('room')
  const send = useCommand()
  const [text, setText] = useState('')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const trimmed = text.trim()
    if (trimmed && (await send({ type: 'send_message', legId, text: trimmed }))) setText('')
  }
  return (
    <form className="message-form" onSubmit={(event) => void submit(event)}>
      <input
        value={text}
        maxLength={300}
        placeholder={t(legId ? 'messages.toLecturer' : 'messages.toAssistants')}
        aria-label={t(legId ? 'messages.toLecturer' : 'messages.toAssistants')}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className="desk-button desk-button-chalk" disabled={!text.trim()}>
        {t('messages.send')}
      </button>
    </form>
  )
}
