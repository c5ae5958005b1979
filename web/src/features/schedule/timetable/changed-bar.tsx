import { CloseOutlined, UndoOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'

interface Props {
  pending: boolean
  onUndo: () => void
  onClose: () => void
}

/** The last move can be taken back, until the next one. */
export function ChangedBar({ pending, onUndo, onClose }: Props) {
  const { t } = useTranslation('timetable')
  return (
    <div className="lift-bar" role="status">
      {t('changed.note')}
      <span className="bar-actions">
        <Button size="small" icon={<UndoOutlined />} loading={pending} onClick={onUndo}>
          {t('changed.undo')}
        </Button>
        <Button
          size="small"
          type="text"
          icon={<CloseOutlined />}
          onClick={onClose}
          aria-label={t('changed.close')}
        />
      </span>
    </div>
  )
}
