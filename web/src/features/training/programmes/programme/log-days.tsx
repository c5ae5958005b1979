import {
  getProgramme,
  listLogDays,
  signLogDay,
  writeLogDay,
  type LogDay,
  type ProgrammeSession,
} from '@tongke/contract'
import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../../components/plain/error-words.tsx'
import { useAction, useEndpoint } from '../../../../lib/query.ts'

const REFRESHES = [listLogDays, getProgramme]
const today = (now = new Date()): string =>
  [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')

/** Shadowing day by day: written by the guest, signed by the host. */
export function LogDays({ session }: { session: ProgrammeSession }) {
  const { t } = useTranslation('programmes')
  const days = useEndpoint(listLogDays, { params: { id: session.id } })
  const items = days.data?.items ?? []
  return (
    <div className="programme-log">
      {session.mine && <WriteDay session={session} />}
      {days.error && <ErrorNotice error={days.error} />}
      {days.data && items.length === 0 && <p className="quiet">{t('log.none')}</p>}
      <ul>
        {items.map((day) => (
          <li key={`${day.personId} ${day.day}`}>
            <Day session={session} day={day} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function Day({ session, day }: { session: ProgrammeSession; day: LogDay }) {
  const { t } = useTranslation('programmes')
  const signing = useAction(signLogDay, REFRESHES)
  return (
    <>
      <p>
        <b>{day.day}</b> {!day.isMine && `${day.name} · ${day.orgName}`}
      </p>
      <p>{day.text}</p>
      {day.signedByName !== null && <p className="quiet">{t('log.signed', { name: day.signedByName })}</p>}
      {day.signedByName === null && session.canSign && !day.isMine && (
        <Button
          type="primary"
          loading={signing.isPending}
          onClick={() =>
            signing.mutate({ params: { id: session.id, day: day.day }, body: { personId: day.personId } })
          }
        >
          {t('log.sign')}
        </Button>
      )}
      {day.signedByName === null && !session.canSign && <p className="quiet">{t('log.unsigned')}</p>}
      {signing.error && <ErrorNotice error={signing.error} />}
    </>
  )
}

function WriteDay({ session }: { session: ProgrammeSession }) {
  const { t } = useTranslation('programmes')
  const [day, setDay] = useState(today())
  const [text, setText] = useState('')
  const [dayField, textField] = [useId(), useId()]
  const writing = useAction(writeLogDay, REFRESHES)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        writing.mutate({ params: { id: session.id, day }, body: { text } }, { onSuccess: () => setText('') })
      }}
    >
      <label htmlFor={dayField}>{t('log.day')}</label>
      <Input id={dayField} type="date" value={day} onChange={(event) => setDay(event.target.value)} />
      <label htmlFor={textField}>{t('log.text')}</label>
      <Input.TextArea
        id={textField}
        rows={2}
        maxLength={1000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {writing.error && <ErrorNotice error={writing.error} />}
      <Button htmlType="submit" loading={writing.isPending} disabled={text.trim().length < 2 || day === ''}>
        {t('log.write')}
      </Button>
    </form>
  )
}
