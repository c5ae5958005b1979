import { remindTeachers } from '@tongke/contract'
import { App, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { useAction } from '../../../lib/query.ts'
import type { TeacherListFilter } from './teacher-filter.ts'

interface Props {
  filter: TeacherListFilter
  chosen: readonly string[]
  onClose: () => void
}

/** Words that those who lack hours find on their home page. */
export function RemindDialog({ filter, chosen, onClose }: Props) {
  const { t } = useTranslation('training')
  const { message } = App.useApp()
  const [text, setText] = useState(t('remind.words'))
  const remind = useAction(remindTeachers)
  const { cycle, ...rest } = filter
  const selection =
    chosen.length > 0
      ? { personIds: [...chosen] }
      : { filter: { ...rest, ...(cycle ? { cycle: Number(cycle) } : {}) } }
  const send = () =>
    remind.mutate(
      { body: { selection, text } },
      {
        onSuccess: (sent) => {
          void message.success(t('remind.sent', { ...sent }))
          onClose()
        },
      },
    )
  return (
    <Modal
      open
      title={t('remind.title')}
      onCancel={onClose}
      onOk={send}
      okText={t('remind.send')}
      okButtonProps={{ loading: remind.isPending, disabled: text.trim().length < 2 }}
    >
      <p className="quiet">
        {t(chosen.length > 0 ? 'remind.toChosen' : 'remind.toAll', { count: chosen.length })}
      </p>
      <Input.TextArea
        aria-label={t('remind.title')}
        rows={3}
        maxLength={300}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {remind.error && <ErrorNotice error={remind.error} />}
    </Modal>
  )
}
