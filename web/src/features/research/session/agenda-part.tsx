import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { getSession, saveAgenda, type SessionDetail } from '@tongke/contract'
import { Button, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { useAction } from '../../../lib/query.ts'
import { timeOf } from '../../../lib/time.ts'
import { draftOf, isReady, moved, type DraftItem } from './agenda.rules.ts'

const MINUTE = 60_000

/** What is talked about and for how long; organizers put it in order. */
export function AgendaPart({ detail }: { detail: SessionDetail }) {
  const { t } = useTranslation('research')
  const [editing, setEditing] = useState(false)
  const { agenda, can, card } = detail
  const total = agenda.reduce((sum, { minutes }) => sum + minutes, 0)
  return (
    <section className="card research-part">
      <header>
        <h2>{t('part.agenda')}</h2>
        {total > 0 && (
          <span className="quiet">
            {t('agenda.total', { count: total })}
            {total > card.plannedMinutes && ` · ${t('agenda.over', { count: total - card.plannedMinutes })}`}
          </span>
        )}
        {can.edit && !editing && <Button onClick={() => setEditing(true)}>{t('agenda.edit')}</Button>}
      </header>
      {editing ? (
        <AgendaEditor detail={detail} onClose={() => setEditing(false)} />
      ) : agenda.length === 0 ? (
        <p className="quiet">{t('agenda.none')}</p>
      ) : (
        <ol className="agenda">
          {agenda.map((item, index) => {
            const before = agenda.slice(0, index).reduce((sum, { minutes }) => sum + minutes, 0)
            return (
              <li key={item.id}>
                <span className="agenda-time">
                  {card.startsAt === null ? index + 1 : timeOf(card.startsAt + before * MINUTE)}
                </span>
                <span>{item.title}</span>
                <span className="quiet">{t('minutes', { count: item.minutes })}</span>
              </li>
            )
          })}
        </ol>
      )}
    </section>
  )
}

function AgendaEditor({ detail, onClose }: { detail: SessionDetail; onClose: () => void }) {
  const { t } = useTranslation('research')
  const { t: common } = useTranslation()
  const [items, setItems] = useState<readonly DraftItem[]>(() => draftOf(detail.agenda))
  const saving = useAction(saveAgenda, [getSession])
  const change = (index: number, part: Partial<DraftItem>) =>
    setItems(items.map((item, at) => (at === index ? { ...item, ...part } : item)))
  const save = () =>
    saving.mutate(
      {
        params: { id: detail.card.id },
        body: {
          revision: detail.revision,
          items: items.map(({ id, title, minutes }) => ({ id, title: title.trim(), minutes: minutes ?? 0 })),
        },
      },
      { onSuccess: onClose },
    )
  return (
    <div className="research-stack">
      <ol className="agenda-edit">
        {items.map((item, index) => (
          <li key={item.key}>
            <Input
              size="large"
              aria-label={t('agenda.item', { count: index + 1 })}
              maxLength={60}
              placeholder={t('agenda.placeholder')}
              value={item.title}
              onChange={(event) => change(index, { title: event.target.value })}
            />
            <InputNumber
              size="large"
              aria-label={t('agenda.minutes', { count: index + 1 })}
              min={1}
              max={180}
              precision={0}
              value={item.minutes}
              onChange={(minutes) => change(index, { minutes })}
            />
            <span className="agenda-moves">
              <Button
                size="large"
                type="text"
                icon={<ArrowUpOutlined />}
                aria-label={t('agenda.up')}
                disabled={index === 0}
                onClick={() => setItems(moved(items, index, -1))}
              />
              <Button
                size="large"
                type="text"
                icon={<ArrowDownOutlined />}
                aria-label={t('agenda.down')}
                disabled={index === items.length - 1}
                onClick={() => setItems(moved(items, index, 1))}
              />
              <Button
                size="large"
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('agenda.remove')}
                onClick={() => setItems(items.filter((_, at) => at !== index))}
              />
            </span>
          </li>
        ))}
      </ol>
      {saving.error && <ErrorNotice error={saving.error} traced={saving.error.status >= 500} />}
      <div className="research-actions">
        <Button
          icon={<PlusOutlined />}
          disabled={items.length >= 20}
          onClick={() => setItems([...items, { key: crypto.randomUUID(), id: null, title: '', minutes: 10 }])}
        >
          {t('agenda.add')}
        </Button>
        <span className="research-spread" />
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button type="primary" loading={saving.isPending} disabled={!isReady(items)} onClick={save}>
          {common('save')}
        </Button>
      </div>
    </div>
  )
}
