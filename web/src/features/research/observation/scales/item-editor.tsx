import { ScaleItemKind, type ScaleItem } from '@tongke/contract'
import { Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MoveButtons } from './move-buttons.tsx'
import { levelsOf, withKind } from './scale-draft.rules.ts'

interface Props {
  item: ScaleItem
  onChange: (item: ScaleItem) => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
  isFirst: boolean
  isLast: boolean
}

/** Written freely, read when it is left: `5/4/3/2`. */
function Levels({ levels, onChange }: { levels: readonly number[]; onChange: (levels: number[]) => void }) {
  const { t } = useTranslation('scales')
  const [text, setText] = useState(levels.join('/'))
  return (
    <Input
      value={text}
      aria-label={t('levels')}
      addonBefore={t('levels')}
      onChange={(event) => {
        setText(event.target.value)
        onChange(levelsOf(event.target.value))
      }}
      onBlur={() => setText(levels.join('/'))}
    />
  )
}

export function ItemEditor({ item, onChange, onMove, onRemove, isFirst, isLast }: Props) {
  const { t } = useTranslation('scales')
  const weighs = item.kind === 'score' || item.kind === 'yes_no'
  return (
    <li className="item">
      <Input
        className="item-label"
        maxLength={80}
        value={item.label}
        placeholder={t('itemLabel')}
        aria-label={t('itemLabel')}
        status={item.label.trim() === '' ? 'warning' : ''}
        onChange={(event) => onChange({ ...item, label: event.target.value })}
      />
      <MoveButtons isFirst={isFirst} isLast={isLast} onMove={onMove} onRemove={onRemove} />
      <Input
        className="item-hint"
        maxLength={200}
        value={item.hint}
        placeholder={t('itemHint')}
        aria-label={t('itemHint')}
        onChange={(event) => onChange({ ...item, hint: event.target.value })}
      />
      <div className="item-kind">
        <Select
          value={item.kind}
          aria-label={t('kindLabel')}
          onChange={(kind) => onChange(withKind(item, kind))}
          options={ScaleItemKind.options.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
        />
        {item.kind === 'score' && (
          <Levels levels={item.levels} onChange={(levels) => onChange({ ...item, levels })} />
        )}
        {weighs && (
          <InputNumber
            min={0}
            max={100}
            value={item.weight}
            aria-label={t('weight')}
            addonBefore={t('weight')}
            onChange={(weight) => onChange({ ...item, weight: weight ?? 0 })}
          />
        )}
      </div>
    </li>
  )
}
