import { resetPassword, type Person } from '@tongke/contract'
import { App, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../../components/plain/error-words.tsx'
import { useAction } from '../../../lib/query.ts'

/** A first password is shown exactly once, in a dialog that one must dismiss knowingly. */
export function useFirstPassword() {
  const { t } = useTranslation('people')
  const { modal, message } = App.useApp()
  const errorText = useErrorText()
  const resetting = useAction(resetPassword)

  const show = (name: string, password: string) =>
    void modal.success({
      title: t('person.firstPassword'),
      okText: t('person.gotIt'),
      content: (
        <>
          <Typography.Text
            className="first-password"
            copyable={{ tooltips: [t('person.copy'), t('person.copied')] }}
          >
            {password}
          </Typography.Text>
          <p>{t('person.firstPasswordHint', { name })}</p>
        </>
      ),
    })
  const reset = ({ id, name }: Person) =>
    void modal.confirm({
      title: t('person.resetConfirm', { name }),
      okText: t('person.reset'),
      onOk: () =>
        resetting.mutateAsync({ params: { id } }).then(
          ({ firstPassword }) => show(name, firstPassword),
          (error) => void message.error(errorText(error)),
        ),
    })
  return { show, reset }
}
