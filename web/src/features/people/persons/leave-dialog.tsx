import { closePerson, listPeople, type Person } from '@tongke/contract'
import { App, DatePicker, Form, Modal, Radio } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { useAction } from '../../../lib/query.ts'

const WAYS = ['TRANSFERRED', 'SECONDED', 'LEFT'] as const
interface Values {
  on: dayjs.Dayjs
  state: (typeof WAYS)[number]
}

export function LeaveDialog({
  person,
  onDone,
}: {
  person: Person | undefined
  onDone: (left: boolean) => void
}) {
  const { t } = useTranslation('people')
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const leaving = useAction(closePerson, [listPeople])
  const submit = ({ on, state }: Values) =>
    person &&
    leaving.mutate(
      { params: { id: person.id }, body: { on: on.format('YYYY-MM-DD'), state } },
      {
        onSuccess: () => {
          void message.success(t('person.left', { name: person.name }))
          onDone(true)
        },
      },
    )
  return (
    <Modal
      title={t('person.leaveTitle', { name: person?.name ?? '' })}
      open={person !== undefined}
      okText={t('person.leaveDo')}
      okButtonProps={{ danger: true, loading: leaving.isPending }}
      onOk={() => form.submit()}
      onCancel={() => onDone(false)}
      destroyOnHidden
    >
      <p style={{ marginBottom: 16 }}>{t('person.leaveHint')}</p>
      {leaving.error && (
        <div className="form-error">
          <ErrorNotice error={leaving.error} />
        </div>
      )}
      <Form
        form={form}
        layout="vertical"
        initialValues={{ on: dayjs(), state: 'TRANSFERRED' }}
        onFinish={submit}
      >
        <Form.Item name="on" label={t('person.leaveOn')}>
          <DatePicker allowClear={false} />
        </Form.Item>
        <Form.Item name="state" label={t('person.leaveAs')}>
          <Radio.Group options={WAYS.map((value) => ({ value, label: t(`person.states.${value}`) }))} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
