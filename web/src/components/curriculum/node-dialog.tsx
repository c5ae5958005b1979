import { Modal } from 'antd'
import type { ComponentProps } from 'react'
import { useTranslation } from 'react-i18next'
import { AntdScope } from '../antd/antd-scope.tsx'
import { NodeChooser } from './node-chooser.tsx'

/** The dialog of the node picker; pages without antd load it when it is opened. */
export default function NodeDialog({
  onClose,
  ...chooser
}: ComponentProps<typeof NodeChooser> & { onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <AntdScope>
      <Modal title={t('nodePicker.title')} open onCancel={onClose} footer={null} width={720} destroyOnHidden>
        <NodeChooser {...chooser} />
      </Modal>
    </AntdScope>
  )
}
