import { closeEdition, closeNode, getOutline, getVolume } from '@tongke/contract'
import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../components/plain/error-words.tsx'
import { useAction } from '../../lib/query.ts'
import { dateOf } from '../../lib/time.ts'

interface One {
  readonly id: string
  readonly title: string
}

/** Closes nodes and editions after asking, and opens them again. */
export function useClosing() {
  const { t } = useTranslation('curriculum')
  const { modal, message } = App.useApp()
  const errorText = useErrorText()
  const node = useAction(closeNode, [getOutline, getVolume])
  const edition = useAction(closeEdition, [getOutline, getVolume])

  const change = async (set: typeof node | typeof edition, { id, title }: One, on: string | null) => {
    try {
      await set.mutateAsync({ params: { id }, body: { on } })
      void message.success(t(on === null ? 'opened' : 'closed', { title }))
    } catch (error) {
      void message.error(errorText(error))
    }
  }
  const ask = (set: typeof node | typeof edition) => (one: One) =>
    void modal.confirm({
      title: t('closeConfirm', { title: one.title }),
      okText: t('close'),
      okButtonProps: { danger: true },
      onOk: () => change(set, one, dateOf(Date.now())),
    })
  return {
    closeNode: ask(node),
    openNode: (one: One) => void change(node, one, null),
    closeEdition: ask(edition),
    openEdition: (one: One) => void change(edition, one, null),
  }
}
