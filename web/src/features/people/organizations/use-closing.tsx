import { closeOrganization, listOrganizations, reopenOrganization, type Organization } from '@tongke/contract'
import { App, Button, DatePicker, Form } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { OrgSelect } from '../../../components/pickers/org-select.tsx'
import { useErrorText } from '../../../components/plain/error-words.tsx'
import { useAction } from '../../../lib/query.ts'

function Successor({ onChange }: { onChange: (id: string | null) => void }) {
  const [chosen, setChosen] = useState<string | null>(null)
  return (
    <OrgSelect
      id="merged-into"
      kinds={['urban', 'centre', 'village', 'point']}
      allowClear
      value={chosen}
      onChange={(id) => {
        setChosen(id)
        onChange(id)
      }}
    />
  )
}

/** Closing an organization asks for the day and its successor, and can be undone from the message that confirms it. */
export function useClosing(onChanged: () => void) {
  const { t } = useTranslation('people')
  const { t: common } = useTranslation()
  const { modal, message, notification } = App.useApp()
  const errorText = useErrorText()
  const closing = useAction(closeOrganization, [listOrganizations])
  const reopening = useAction(reopenOrganization, [listOrganizations])

  const reopen = (org: Organization) =>
    reopening.mutate(
      { params: { id: org.id } },
      {
        onSuccess: () => {
          notification.destroy(org.id)
          void message.success(t('org.reopened', { name: org.name }))
          onChanged()
        },
        onError: (error) => void message.error(errorText(error)),
      },
    )

  const close = (org: Organization) => {
    let on = dayjs()
    let mergedIntoId: string | null = null
    modal.confirm({
      title: t('org.closeTitle', { name: org.name }),
      okText: t('org.closeDo'),
      okButtonProps: { danger: true },
      content: (
        <>
          <p style={{ marginBottom: 16 }}>{t('org.closeHint')}</p>
          <Form layout="vertical">
            <Form.Item label={t('org.closeOn')} htmlFor="close-on">
              <DatePicker
                id="close-on"
                defaultValue={on}
                allowClear={false}
                onChange={(day) => day && (on = day)}
              />
            </Form.Item>
            <Form.Item label={t('org.mergedInto')} htmlFor="merged-into" extra={t('org.mergedIntoHint')}>
              <Successor onChange={(id) => (mergedIntoId = id)} />
            </Form.Item>
          </Form>
        </>
      ),
      onOk: () =>
        closing
          .mutateAsync({ params: { id: org.id }, body: { on: on.format('YYYY-MM-DD'), mergedIntoId } })
          .then(
            () => {
              onChanged()
              notification.success({
                key: org.id,
                title: t('org.closedNow', { name: org.name }),
                actions: <Button onClick={() => reopen(org)}>{common('undo')}</Button>,
                duration: 8,
              })
            },
            (error) => void message.error(errorText(error)),
          ),
    })
  }
  return { close, reopen }
}
