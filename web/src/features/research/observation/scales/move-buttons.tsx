import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'

interface Props {
  isFirst: boolean
  isLast: boolean
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}

export function MoveButtons({ isFirst, isLast, onMove, onRemove }: Props) {
  const { t } = useTranslation('scales')
  return (
    <span className="move-buttons">
      <Button icon={<ArrowUpOutlined />} aria-label={t('up')} disabled={isFirst} onClick={() => onMove(-1)} />
      <Button
        icon={<ArrowDownOutlined />}
        aria-label={t('down')}
        disabled={isLast}
        onClick={() => onMove(1)}
      />
      <Button icon={<DeleteOutlined />} aria-label={t('remove')} onClick={onRemove} />
    </span>
  )
}
