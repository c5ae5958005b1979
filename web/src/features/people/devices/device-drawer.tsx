import { DeviceCondition, DeviceKind, listDevices, updateDevice, type Device } from '@tongke/contract'
import { App, Form, Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { FormDrawer } from '../../../components/admin/form-drawer.tsx'
import { useContractForm } from '../../../components/admin/use-contract-form.ts'
import { ClassSelect } from '../../../components/pickers/class-select.tsx'
import { useAction } from '../../../lib/query.ts'
import { dateOf } from '../../../lib/time.ts'

const PARTS = ['os', 'camera', 'microphone', 'whiteboard'] as const

export function DeviceDrawer({ device, onDone }: { device: Device | undefined; onDone: () => void }) {
  const { t } = useTranslation('people')
  const { t: common } = useTranslation()
  const { message } = App.useApp()
  const { form, field, read } = useContractForm(updateDevice.body, (name) => t(`device.${name}`))
  const update = useAction(updateDevice, [listDevices])
  const save = () =>
    device &&
    read().then(
      (body) =>
        update.mutate(
          { params: { id: device.id }, body },
          {
            onSuccess: () => {
              void message.success(common('saved'))
              onDone()
            },
          },
        ),
      () => undefined,
    )
  return (
    <FormDrawer
      title={t('device.edit')}
      open={device !== undefined}
      pending={update.isPending}
      error={update.error}
      onSave={() => void save()}
      onClose={onDone}
    >
      {device && (
        <Form
          form={form}
          layout="vertical"
          requiredMark="optional"
          initialValues={device}
          preserve={false}
          onFinish={() => void save()}
        >
          <p className="quiet" style={{ marginBottom: 16 }}>
            {device.orgName} ·{' '}
            {t('device.confirmedBy', { date: dateOf(device.confirmedAt), name: device.confirmedBy })}
          </p>
          <Form.Item {...field('name')}>
            <Input />
          </Form.Item>
          <Form.Item {...field('kind')}>
            <Radio.Group
              options={DeviceKind.options.map((value) => ({ value, label: t(`device.kinds.${value}`) }))}
            />
          </Form.Item>
          <Form.Item {...field('condition')}>
            <Radio.Group
              options={DeviceCondition.options.map((value) => ({
                value,
                label: t(`device.conditions.${value}`),
              }))}
            />
          </Form.Item>
          <Form.Item {...field('classId')}>
            <ClassSelect
              scope="administration"
              orgId={device.orgId}
              known={device.className ?? undefined}
              allowClear
            />
          </Form.Item>
          <p className="quiet" style={{ marginBottom: 16 }}>
            {t('device.equipment')} · {t('device.partHint')}
          </p>
          <div className="form-pair">
            {PARTS.map((part) => (
              <Form.Item key={part} {...field(part)}>
                <Input />
              </Form.Item>
            ))}
          </div>
          <button type="submit" hidden />
        </Form>
      )}
    </FormDrawer>
  )
}
