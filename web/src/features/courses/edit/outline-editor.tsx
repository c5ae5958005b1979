import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import type { CourseCard } from '@tongke/contract'
import { Button, Input } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LessonPicker } from './lesson-picker.tsx'
import {
  addItem,
  has,
  moveItem,
  moveUnit,
  removeItem,
  removeUnit,
  rename,
  type Draft,
  type DraftItem,
  type DraftUnit,
} from './outline.rules.ts'
import { ResourcePicker } from './resource-picker.tsx'

interface Props {
  course: CourseCard
  draft: Draft
  onChange: (draft: Draft) => void
  /** What is there must stay. */
  grows: boolean
}

type Picking = { kind: 'resource' | 'lesson'; unitKey: string }

/** Units under one's hands: named, filled, moved. */
export function OutlineEditor({ course, draft, onChange, grows }: Props) {
  const { t } = useTranslation('courses')
  const [picking, setPicking] = useState<Picking>()
  const serial = useRef(0)
  const newKey = () => `new ${(serial.current += 1)}`
  const addUnit = () => onChange([...draft, { key: newKey(), id: null, title: '', items: [] }])
  const add = (item: Omit<DraftItem, 'key' | 'id' | 'kind'>) =>
    picking &&
    onChange(addItem(draft, picking.unitKey, { ...item, kind: picking.kind, key: newKey(), id: null }))
  const isThere = (targetId: string) => has(draft, targetId)
  const close = () => setPicking(undefined)
  return (
    <>
      <ol className="units">
        {draft.map((unit, index) => (
          <UnitEditor
            key={unit.key}
            unit={unit}
            index={index}
            last={draft.length - 1}
            draft={draft}
            grows={grows}
            onChange={onChange}
            onPick={(kind) => setPicking({ kind, unitKey: unit.key })}
          />
        ))}
      </ol>
      <Button icon={<PlusOutlined />} size="large" block type="dashed" onClick={addUnit}>
        {t('edit.addUnit')}
      </Button>
      {picking?.kind === 'resource' && (
        <ResourcePicker course={course} isThere={isThere} onAdd={add} onClose={close} />
      )}
      {picking?.kind === 'lesson' && (
        <LessonPicker courseId={course.id} isThere={isThere} onAdd={add} onClose={close} />
      )}
    </>
  )
}

interface UnitProps {
  unit: DraftUnit
  index: number
  last: number
  draft: Draft
  grows: boolean
  onChange: (draft: Draft) => void
  onPick: (kind: Picking['kind']) => void
}

function UnitEditor({ unit, index, last, draft, grows, onChange, onPick }: UnitProps) {
  const { t } = useTranslation('courses')
  const number = t('edit.unitNumber', { count: index + 1 })
  return (
    <li className="card unit unit-edit" aria-label={number}>
      <header>
        <span className="quiet">{number}</span>
        <Input
          aria-label={t('edit.unitTitle')}
          placeholder={t('edit.unitPlaceholder')}
          maxLength={60}
          value={unit.title}
          onChange={(event) => onChange(rename(draft, unit.key, event.target.value))}
        />
        <Moves
          isFirst={index === 0}
          isLast={index === last}
          onMove={(by) => onChange(moveUnit(draft, unit.key, by))}
          removeLabel={t('edit.removeUnit')}
          onRemove={grows && unit.id !== null ? undefined : () => onChange(removeUnit(draft, unit.key))}
        />
      </header>
      {unit.items.length === 0 && <p className="quiet unit-empty">{t('edit.emptyUnit')}</p>}
      <ul>
        {unit.items.map((item, at) => (
          <li key={item.key} className="unit-item">
            <div className="unit-item-words">
              <strong>{item.title ?? t('item.hidden')}</strong>
              <span className="sub">{item.note}</span>
            </div>
            <Moves
              isFirst={index === 0 && at === 0}
              isLast={index === last && at === unit.items.length - 1}
              onMove={(by) => onChange(moveItem(draft, item.key, by))}
              removeLabel={t('edit.remove')}
              onRemove={grows && item.id !== null ? undefined : () => onChange(removeItem(draft, item.key))}
            />
          </li>
        ))}
      </ul>
      <footer>
        <Button icon={<PlusOutlined />} onClick={() => onPick('resource')}>
          {t('edit.addResource')}
        </Button>
        <Button icon={<PlusOutlined />} onClick={() => onPick('lesson')}>
          {t('edit.addLesson')}
        </Button>
      </footer>
    </li>
  )
}

interface MovesProps {
  isFirst: boolean
  isLast: boolean
  onMove: (by: -1 | 1) => void
  removeLabel: string
  /** Undefined: it must stay. */
  onRemove: (() => void) | undefined
}

function Moves({ isFirst, isLast, onMove, removeLabel, onRemove }: MovesProps) {
  const { t } = useTranslation('courses')
  return (
    <div className="unit-moves">
      <Button
        type="text"
        icon={<ArrowUpOutlined />}
        aria-label={t('edit.up')}
        title={t('edit.up')}
        disabled={isFirst}
        onClick={() => onMove(-1)}
      />
      <Button
        type="text"
        icon={<ArrowDownOutlined />}
        aria-label={t('edit.down')}
        title={t('edit.down')}
        disabled={isLast}
        onClick={() => onMove(1)}
      />
      {onRemove && (
        <Button
          type="text"
          className="row-close"
          icon={<DeleteOutlined />}
          aria-label={removeLabel}
          title={removeLabel}
          onClick={onRemove}
        />
      )}
    </div>
  )
}
