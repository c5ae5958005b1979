import { confirmEnrolment, DeviceKind, listDevices, lookUpEnrolment, type Device } from '@tongke/contract'
import { Button, Form, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractForm } from '../../../components/admin/use-contract-form.ts'
import { ClassSelect } from '../../../components/pickers/class-select.tsx'
import { OrgSelect } from '../../../components/pickers/org-select.tsx'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { useAction } from '../../../lib/query.ts'
import { timeOf } from '../../../lib/time.ts'
import { browserOf } from '../browser-name.ts'
import './devices.css'

interface Shown {
  code: string
  createdAt: number
  address: string
  userAgent: string
}

function CodeStep({ onFound }: { onFound: (shown: Shown) => void }) {
  const { t } = useTranslation('people')
  const [code, setCode] = useState('')
  const lookUp = useAction(lookUpEnrolment)
  const find = () => lookUp.mutate({ params: { code } }, { onSuccess: onFound })
  return (
    <Form layout="vertical" onFinish={find}>
      {lookUp.error && (
        <div className="form-error">
          <ErrorNotice error={lookUp.error} traced={false} />
        </div>
      )}
      <Form.Item label={t('device.step1')} htmlFor="enrolment-code">
        <Input
          id="enrolment-code"
          className="code-input"
          autoFocus
          autoComplete="off"
          maxLength={7}
          placeholder="A1B-2C3"
          value={code}
          onChange={(event) => setCode(event.target.value.toUpperCase())}
        />
      </Form.Item>
      <Button
        type="primary"
        htmlType="submit"
        block
        size="large"
        disabled={code.length < 6}
        loading={lookUp.isPending}
      >
        {t('device.lookUp')}
      </Button>
    </Form>
  )
}

function RoomStep({
  shown,
  orgId,
  onDone,
}: {
  shown: Shown
  orgId: string | undefined
  onDone: (device: Device) => void
}) {
  const { t } = useTranslation('people')
  const { form, field, read } = useContractForm(confirmEnrolment.body, (name) => t(`device.${name}`))
  const confirm = useAction(confirmEnrolment, [listDevices])
  const org = Form.useWatch('orgId', form) as string | undefined
  const save = () =>
    read().then(
      (body) => confirm.mutate({ body }, { onSuccess: onDone }),
      () => undefined,
    )
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark="optional"
      initialValues={{ code: shown.code, kind: 'listen', orgId, classId: null }}
      onFinish={() => void save()}
    >
      <dl className="enrolment-facts">
        <dt className="mono">{shown.code}</dt>
        <dd>
          {t('device.shownAt', { time: timeOf(shown.createdAt) })} ·{' '}
          {t('device.from', { address: shown.address })} · {browserOf(shown.userAgent)}
        </dd>
        <dd>{t('device.notMine')}</dd>
      </dl>
      {confirm.error && (
        <div className="form-error">
          <ErrorNotice error={confirm.error} />
        </div>
      )}
      <Form.Item name="code" hidden>
        <Input />
      </Form.Item>
      <Form.Item {...field('orgId', true)}>
        <OrgSelect
          kinds={['urban', 'centre', 'village', 'point']}
          onChange={() => form.setFieldValue('classId', null)}
        />
      </Form.Item>
      <Form.Item {...field('classId')}>
        <ClassSelect scope="administration" orgId={org} allowClear />
      </Form.Item>
      <Form.Item {...field('name')}>
        <Input />
      </Form.Item>
      <Form.Item {...field('kind', true)}>
        <Radio.Group
          options={DeviceKind.options.map((value) => ({ value, label: t(`device.kinds.${value}`) }))}
        />
      </Form.Item>
      <Button type="primary" htmlType="submit" block size="large" loading={confirm.isPending}>
        {t('device.do')}
      </Button>
    </Form>
  )
}

/** Two steps: the code on the classroom's screen, then which room it is. */
export function ConfirmDevice(props: {
  open: boolean
  orgId: string | undefined
  onClose: () => void
  onDone: (device: Device) => void
}) {
  const { t } = useTranslation('people')
  const [shown, setShown] = useState<Shown>()
  return (
    <Modal
      title={shown ? t('device.step2') : t('device.confirm')}
      open={props.open}
      onCancel={props.onClose}
      afterClose={() => setShown(undefined)}
      footer={null}
      width={460}
      destroyOnHidden
    >
      {shown ? (
        <RoomStep shown={shown} orgId={props.orgId} onDone={props.onDone} />
      ) : (
        <CodeStep onFound={setShown} />
      )}
    </Modal>
  )
}
