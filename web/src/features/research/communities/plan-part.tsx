import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { SessionForm, getCommunity, listCommunities, saveCommunityPlan } from '@tongke/contract'
import type { CommunityDetail, PlanItem } from '@tongke/contract'
import { Button, DatePicker, Input, Select } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { paths } from '../../../config/paths.ts'
import { useAction } from '../../../lib/query.ts'
import { NewSession } from '../calendar/new-session.tsx'

const TONES: Record<PlanItem['state'], string> = {
  OPEN: '',
  RUNNING: 'pill-ready',
  DONE: 'pill-ok',
  OVERDUE: 'pill-bad',
}

/** What the team wants to do in the year; what is late stands out. */
export function PlanPart({ detail }: { detail: CommunityDetail }) {
  const { t } = useTranslation('research')
  const [editing, setEditing] = useState(false)
  const [beginning, setBeginning] = useState<PlanItem>()
  const { card, can, plan } = detail
  return (
    <section className="card research-part">
      <header>
        <h2>{t('community.plan')}</h2>
        {card.overdue > 0 && (
          <span className="pill pill-bad">{t('community.overdue', { count: card.overdue })}</span>
        )}
        {can.manage && !editing && (
          <Button onClick={() => setEditing(true)}>{t('community.planEdit')}</Button>
        )}
      </header>
      {editing ? (
        <PlanEditor detail={detail} onClose={() => setEditing(false)} />
      ) : plan.length === 0 ? (
        <p className="quiet">{t('community.planNone')}</p>
      ) : (
        <ol className="plan">
          {plan.map((item) => (
            <li key={item.id} data-state={item.state}>
              <span className="plan-day">{item.dueOn}</span>
              <span className="plan-words">
                <strong>{item.title}</strong>
                <small className="quiet">{t(`form.${item.form}`)}</small>
              </span>
              <span className={`pill ${TONES[item.state]}`}>{t(`community.planState.${item.state}`)}</span>
              {item.sessionId ? (
                <Link className="button" to={paths.researchSession(item.sessionId)}>
                  {t('community.planSee')}
                </Link>
              ) : (
                can.propose && <Button onClick={() => setBeginning(item)}>{t('community.planBegin')}</Button>
              )}
            </li>
          ))}
        </ol>
      )}
      {beginning && (
        <NewSession
          planned={{
            communityId: card.id,
            itemId: beginning.id,
            title: beginning.title,
            form: beginning.form,
          }}
          onClose={() => setBeginning(undefined)}
        />
      )}
    </section>
  )
}

interface Draft extends Pick<PlanItem, 'title' | 'form'> {
  readonly key: string
  readonly id: string | null
  readonly dueOn: string | null
  /** A session was proposed for it: it stays. */
  readonly isKept: boolean
}

function PlanEditor({ detail, onClose }: { detail: CommunityDetail; onClose: () => void }) {
  const { t } = useTranslation('research')
  const { t: common } = useTranslation()
  const [items, setItems] = useState<readonly Draft[]>(() =>
    detail.plan.map((item) => ({ ...item, key: item.id, isKept: item.sessionId !== null })),
  )
  const saving = useAction(saveCommunityPlan, [getCommunity, listCommunities])
  const change = (index: number, part: Partial<Draft>) =>
    setItems(items.map((item, at) => (at === index ? { ...item, ...part } : item)))
  const isReady = items.every(({ title, dueOn }) => title.trim() !== '' && dueOn !== null)
  const save = () =>
    saving.mutate(
      {
        params: { id: detail.card.id },
        body: {
          revision: detail.revision,
          items: items.map(({ id, title, form, dueOn }) => ({
            id,
            title: title.trim(),
            form,
            dueOn: dueOn ?? '',
          })),
        },
      },
      { onSuccess: onClose },
    )
  return (
    <div className="research-stack">
      <ol className="plan-edit">
        {items.map((item, index) => (
          <li key={item.key}>
            <Input
              size="large"
              maxLength={60}
              aria-label={t('community.planTitle', { count: index + 1 })}
              placeholder={t('community.planPlaceholder')}
              value={item.title}
              onChange={(event) => change(index, { title: event.target.value })}
            />
            <Select
              size="large"
              aria-label={t('community.planForm', { count: index + 1 })}
              value={item.form}
              onChange={(form: SessionForm) => change(index, { form })}
              options={SessionForm.options.map((value) => ({ value, label: t(`form.${value}`) }))}
            />
            <DatePicker
              size="large"
              aria-label={t('community.planDue', { count: index + 1 })}
              value={item.dueOn ? dayjs(item.dueOn) : null}
              onChange={(day) => change(index, { dueOn: day ? day.format('YYYY-MM-DD') : null })}
            />
            <Button
              type="text"
              size="large"
              icon={<DeleteOutlined />}
              aria-label={t('community.planRemove')}
              disabled={item.isKept}
              onClick={() => setItems(items.filter((_, at) => at !== index))}
            />
          </li>
        ))}
      </ol>
      {saving.error && <ErrorNotice error={saving.error} traced={saving.error.status >= 500} />}
      <div className="research-actions">
        <Button
          icon={<PlusOutlined />}
          disabled={items.length >= 40}
          onClick={() =>
            setItems([
              ...items,
              {
                key: crypto.randomUUID(),
                id: null,
                title: '',
                form: 'preparation',
                dueOn: null,
                isKept: false,
              },
            ])
          }
        >
          {t('community.planAdd')}
        </Button>
        <span className="research-spread" />
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button type="primary" loading={saving.isPending} disabled={!isReady} onClick={save}>
          {common('save')}
        </Button>
      </div>
    </div>
  )
}
