import { closeOrganization, listOrganizations, reopenOrganization, type Organization } from '@tongke/contract'
import { App, Button, DatePicker, Form } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../../components/plain/error-words.tsx'
import { useAction } from '../../../lib/query.ts'

/** Closing an organization asks for the day and can be undone from the message that confirms it. */
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
          </Form>
        </>
      ),
      onOk: () =>
        closing.mutateAsync({ params: { id: org.id }, body: { on: on.format('YYYY-MM-DD') } }).then(
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
