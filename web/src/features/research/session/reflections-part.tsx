import { getSession, listReflections, saveReflection, type SessionDetail } from '@tongke/contract'
import { App, Button, Input, Skeleton } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { useMe } from '../../../lib/me.ts'
import { useAction, useEndpoint } from '../../../lib/query.ts'
import { dateOf } from '../../../lib/time.ts'
import { useStayWarning } from '../../../lib/use-stay-warning.ts'

const SHORTEST = 10
const PAUSE_MS = 2000
const HAS_BEGUN = ['REVIEW', 'REFLECTION', 'OUTCOME', 'CLOSED']

/** What members wrote after the review; one's own is written here. */
export function ReflectionsPart({ detail }: { detail: SessionDetail }) {
  const { t } = useTranslation('research')
  const { card, can } = detail
  const begun = HAS_BEGUN.includes(card.state) || can.reflect
  const query = useEndpoint(listReflections, { params: { id: card.id } }, { enabled: begun })
  if (!begun || query.error?.code === 'auth.forbidden') return null
  const items = query.data?.items ?? []
  return (
    <section className="card research-part">
      <header>
        <h2>{t('part.reflections')}</h2>
        {card.reflectionDueOn && (
          <span className="quiet">{t('reflection.due', { day: card.reflectionDueOn })}</span>
        )}
      </header>
      {query.error && !query.data && <ErrorNotice error={query.error} />}
      {!query.data && !query.error && <Skeleton active />}
      {query.data && items.length === 0 && <p className="quiet">{t('reflection.none')}</p>}
      <ul className="reflections">
        {items.map((one) => (
          <li key={one.personId}>
            <p>{one.text}</p>
            <small className="quiet">
              {one.name} · {one.orgName} · {dateOf(one.firstAt)}
              {one.late && ` · ${t('reflection.late')}`}
            </small>
          </li>
        ))}
      </ul>
      {can.reflect && query.data && <MyReflection key={card.id} detail={detail} items={items} />}
    </section>
  )
}

function MyReflection({
  detail,
  items,
}: {
  detail: SessionDetail
  items: readonly { personId: string; text: string }[]
}) {
  const { t } = useTranslation('research')
  const { message } = App.useApp()
  const me = useMe().data
  const mine = items.find(({ personId }) => personId === me?.id)?.text ?? ''
  const [text, setText] = useState(mine)
  const saving = useAction(saveReflection, [getSession, listReflections])
  const send = saving.mutate
  const written = text.trim()
  const input = { params: { id: detail.card.id }, body: { text: written } }
  const save = () => send(input, { onSuccess: () => void message.success(t('reflection.saved')) })
  const { id } = detail.card
  // What was handed in once is saved as it is changed, when the hands rest.
  useEffect(() => {
    if (mine === '' || written === mine || written.length < SHORTEST) return
    const timer = setTimeout(() => send({ params: { id }, body: { text: written } }), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [mine, written, id, send])
  useStayWarning(written !== mine)
  return (
    <div className="research-stack">
      <Input.TextArea
        aria-label={t('reflection.mine')}
        placeholder={t('reflection.placeholder')}
        autoSize={{ minRows: 4, maxRows: 16 }}
        maxLength={5000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {saving.error && <ErrorNotice error={saving.error} traced={saving.error.status >= 500} />}
      <div className="research-actions">
        <Button
          type="primary"
          size="large"
          loading={saving.isPending}
          disabled={written.length < SHORTEST}
          onClick={save}
        >
          {t(mine === '' ? 'reflection.save' : 'reflection.change')}
        </Button>
      </div>
    </div>
  )
}
