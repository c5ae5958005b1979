import { changePassword } from '@tongke/contract'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useContractForm } from '../../../components/admin/use-contract-form.ts'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { ME_KEY } from '../../../lib/me.ts'
import { useAction } from '../../../lib/query.ts'

export function PasswordForm() {
  const { t } = useTranslation('people')
  const { message } = App.useApp()
  const queries = useQueryClient()
  const { form, field } = useContractForm(changePassword.body, (name) => t(`me.${name}`))
  const change = useAction(changePassword)
  const submit = ({ current, next }: { current: string; next: string }) =>
    change.mutate(
      { body: { current, next } },
      {
        onSuccess: () => {
          form.resetFields()
          void message.success(t('me.changed'))
          void queries.invalidateQueries({ queryKey: ME_KEY })
        },
      },
    )
  return (
    <Form form={form} layout="vertical" onFinish={submit} requiredMark={false}>
      {change.error && (
        <div className="form-error">
          <ErrorNotice error={change.error} traced={false} />
        </div>
      )}
      <Form.Item {...field('current')}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item {...field('next')} extra={t('me.nextHint')}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('me.again')}
        dependencies={['next']}
        rules={[
          {
            validator: async (_, value: unknown) => {
              if (value !== form.getFieldValue('next')) throw new Error(t('me.mismatch'))
            },
          },
        ]}
        validateTrigger="onBlur"
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={change.isPending}>
        {t('me.change')}
      </Button>
    </Form>
  )
}
