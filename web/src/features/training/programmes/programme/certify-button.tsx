import { issueCertificates, listCertificates } from '@tongke/contract'
import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../../components/plain/error-words.tsx'
import { useAction } from '../../../../lib/query.ts'

/** Certificates of completion for everybody who passed; asked again, for those who have none yet. */
export function CertifyButton({ programmeId }: { programmeId: string }) {
  const { t } = useTranslation('programmes')
  const { message } = App.useApp()
  const issue = useAction(issueCertificates, [listCertificates])
  const send = () =>
    issue.mutate(
      { body: { programmeId } },
      {
        onSuccess: ({ items }) =>
          void message.success(
            items.length > 0 ? t('step.certified', { count: items.length }) : t('step.certifyNone'),
          ),
      },
    )
  return (
    <>
      <p>{t('step.certifyHint')}</p>
      <Button type="primary" loading={issue.isPending} onClick={send}>
        {t('step.certify')}
      </Button>
      {issue.error && <ErrorNotice error={issue.error} traced={issue.error.status >= 500} />}
    </>
  )
}
