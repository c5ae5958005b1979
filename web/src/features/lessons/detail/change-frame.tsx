import { Form, Modal, type FormInstance } from 'antd'
import type { ReactNode } from 'react'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'

interface Props<Values> {
  title: string
  hint: string
  okText: string
  form: FormInstance<Values>
  initialValues?: Partial<Values>
  pending: boolean
  /** There is nothing that could be sent. */
  disabled?: boolean
  error: unknown
  onSubmit: (values: Values) => void
  onClose: () => void
  children: ReactNode
}

/** The dialog of one change of a lesson: what it does, what was refused, its fields. Mounted while it is open. */
export function ChangeFrame<Values extends object>(props: Props<Values>) {
  const { form, pending, error } = props
  return (
    <Modal
      title={props.title}
      open
      onCancel={props.onClose}
      okText={props.okText}
      okButtonProps={{ loading: pending, disabled: props.disabled === true }}
      onOk={() => form.submit()}
      width={600}
    >
      <p style={{ marginBottom: 16 }}>{props.hint}</p>
      {error !== null && (
        <div className="form-error">
          <ErrorNotice error={error} />
        </div>
      )}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={props.initialValues ?? {}}
        onFinish={props.onSubmit}
      >
        {props.children}
      </Form>
    </Modal>
  )
}
