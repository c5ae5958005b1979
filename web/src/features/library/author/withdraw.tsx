import { getResource, listMyResources, withdrawResource, type ResourceDetail } from '@tongke/contract'
import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../../components/plain/error-words.tsx'
import { useAction } from '../../../lib/query.ts'
import { newestOf } from '../parts/work.rules.ts'

/** Back from review to the draft. */
export function Withdraw({ detail }: { detail: ResourceDetail }) {
  const { t } = useTranslation('author')
  const { modal, message } = App.useApp()
  const errorText = useErrorText()
  const withdrawing = useAction(withdrawResource, [getResource, listMyResources])
  const { id, revision, metadata } = newestOf(detail)
  const ask = () =>
    modal.confirm({
      title: t('withdraw.title', { title: metadata.title }),
      content: t('withdraw.hint'),
      okText: t('withdraw.do'),
      onOk: () =>
        withdrawing.mutateAsync({ params: { id: detail.card.id }, body: { versionId: id, revision } }).then(
          () => void message.success(t('withdraw.done')),
          (error) => void message.error(errorText(error)),
        ),
    })
  return (
    <Button size="large" block onClick={ask}>
      {t('withdraw.do')}
    </Button>
  )
}
