import './scales.css'
import { createScale, listScales, type ScaleCard } from '@tongke/contract'
import { App, Button, Form, Input, Modal, Select, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { PageHead } from '../../../../components/admin/page-head.tsx'
import { BlankState } from '../../../../components/plain/blank-state.tsx'
import { ErrorPanel, useErrorText } from '../../../../components/plain/error-words.tsx'
import { paths } from '../../../../config/paths.ts'
import { useAction, useEndpoint } from '../../../../lib/query.ts'

const TONE = { DRAFT: 'warn', PUBLISHED: 'ok', RETIRED: 'bad' } as const

function Row({ scale }: { scale: ScaleCard }) {
  const { t } = useTranslation('scales')
  return (
    <li className="card scale-card">
      <div>
        <h2>{scale.title}</h2>
        <p>{scale.purpose}</p>
        <p className="quiet">
          {scale.orgName} · {t('items', { count: scale.items })}
          {scale.points > 0 && <> · {t('points', { points: scale.points })}</>} ·{' '}
          {t('sheets', { count: scale.sheets })}
        </p>
      </div>
      <ul className="scale-versions" aria-label={t('versions')}>
        {scale.versions.map(({ id, number, state }) => (
          <li key={id}>
            <Link className="button" to={paths.scale(id)}>
              v{number} <span className={`pill pill-${TONE[state]}`}>{t(`state.${state}`)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </li>
  )
}

function CreateDialog({ scales, onClose }: { scales: readonly ScaleCard[]; onClose: () => void }) {
  const { t } = useTranslation('scales')
  const { message } = App.useApp()
  const errorText = useErrorText()
  const navigate = useNavigate()
  const create = useAction(createScale, [listScales])
  const [form] = Form.useForm<{ title: string; purpose?: string; copyOf?: string }>()
  return (
    <Modal
      open
      title={t('create')}
      okText={t('begin')}
      confirmLoading={create.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={({ title, purpose = '', copyOf }) =>
          create.mutate(
            { body: { title, purpose, copyOf: copyOf ?? null } },
            {
              onSuccess: ({ id }) => void navigate(paths.scale(id)),
              onError: (error) => void message.error(errorText(error)),
            },
          )
        }
      >
        <Form.Item
          name="title"
          label={t('title')}
          rules={[{ required: true, whitespace: true, message: t('needsTitle') }]}
        >
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item name="purpose" label={t('purpose')}>
          <Input.TextArea rows={2} maxLength={300} />
        </Form.Item>
        <Form.Item name="copyOf" label={t('copyOf')}>
          <Select
            allowClear
            placeholder={t('empty')}
            options={scales.flatMap(({ title, versions }) =>
              versions.map(({ id, number }) => ({ value: id, label: `${title} v${number}` })),
            )}
          />
        </Form.Item>
      </Form>
    </Modal>
  )
}

/** 观课量表: what observers are asked, in versions. */
export function ScalesPage() {
  const { t } = useTranslation('scales')
  const [isCreating, setCreating] = useState(false)
  const scales = useEndpoint(listScales, {})
  const body = () => {
    if (scales.error && !scales.data)
      return <ErrorPanel error={scales.error} onRetry={() => void scales.refetch()} />
    if (!scales.data) return <Skeleton active paragraph={{ rows: 6 }} />
    if (scales.data.items.length === 0)
      return (
        <div className="card">
          <BlankState title={t('none')} hint={t('noneHint')} />
        </div>
      )
    return (
      <ul className="scale-cards">
        {scales.data.items.map((scale) => (
          <Row key={scale.id} scale={scale} />
        ))}
      </ul>
    )
  }
  return (
    <>
      <PageHead title={t('page')} note={t('note')}>
        {scales.data?.canCreate && (
          <Button type="primary" size="large" onClick={() => setCreating(true)}>
            {t('create')}
          </Button>
        )}
      </PageHead>
      {body()}
      {isCreating && <CreateDialog scales={scales.data?.items ?? []} onClose={() => setCreating(false)} />}
    </>
  )
}
