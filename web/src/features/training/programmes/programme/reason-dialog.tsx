import { Input, Modal } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../../components/plain/error-words.tsx'
import type { ApiError } from '../../../../lib/api-error.ts'

interface Props {
  title: string
  hint: string
  pending: boolean
  error: ApiError | null
  /** Characters that a reason has at least. */
  min?: number
  onSend: (reason: string) => void
  onClose: () => void
}

/** Asks for the reason of a decision that others will read. */
export function ReasonDialog({ title, hint, pending, error, min = 2, onSend, onClose }: Props) {
  const { t } = useTranslation('programmes')
  const [reason, setReason] = useState('')
  const field = useId()
  return (
    <Modal
      open
      title={title}
      okText={title}
      okButtonProps={{ loading: pending, disabled: reason.trim().length < min }}
      onOk={() => onSend(reason)}
      onCancel={onClose}
    >
      <div className="programme-dialog">
        <p>{hint}</p>
        <label htmlFor={field}>{t('reason')}</label>
        <Input.TextArea
          id={field}
          rows={3}
          maxLength={300}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {error && <ErrorNotice error={error} traced={error.status >= 500} />}
      </div>
    </Modal>
  )
}
