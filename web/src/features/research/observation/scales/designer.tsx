import {
  faultOf,
  getScaleVersion,
  listScales,
  pointsOf,
  saveScaleVersion,
  totalOf,
  type ScaleContent,
  type ScaleDimension,
  type ScaleVersion,
} from '@tongke/contract'
import { Alert, Button, Checkbox, Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PageHead } from '../../../../components/admin/page-head.tsx'
import { useErrorText } from '../../../../components/plain/error-words.tsx'
import { isApiError } from '../../../../lib/api-error.ts'
import { useAction } from '../../../../lib/query.ts'
import { uuid7 } from '../../../../live/id.ts'
import { ItemEditor } from './item-editor.tsx'
import { MoveButtons } from './move-buttons.tsx'
import { Preview } from './preview.tsx'
import { isUnnamed, moved, newDimension, newItem } from './scale-draft.rules.ts'
import { VersionSteps } from './version-steps.tsx'

const SAVE_AFTER_MS = 900

interface Draft {
  readonly title: string
  readonly purpose: string
  readonly content: ScaleContent
}

/** Saves by itself a moment after the last change; what has no words yet waits. */
function useDraft(version: ScaleVersion) {
  const save = useAction(saveScaleVersion, [getScaleVersion, listScales])
  const [draft, setDraft] = useState<Draft>(version)
  const [isDirty, setDirty] = useState(false)
  const latest = useRef(draft)
  useEffect(() => {
    latest.current = draft
  })
  const isWhole = draft.title.trim() !== '' && !isUnnamed(draft.content)
  const { id, revision } = version
  const { mutate, isPending, error } = save
  useEffect(() => {
    if (!isDirty || !isWhole || isPending || error) return
    const timer = setTimeout(() => {
      const sent = latest.current
      mutate(
        {
          params: { id },
          body: { revision, title: sent.title, purpose: sent.purpose, content: sent.content },
        },
        { onSuccess: () => setDirty(latest.current !== sent) },
      )
    }, SAVE_AFTER_MS)
    return () => clearTimeout(timer)
  }, [draft, isDirty, isWhole, isPending, error, id, revision, mutate])
  const change = (next: Partial<Draft>) => {
    if (error) save.reset()
    setDraft({ ...draft, ...next })
    setDirty(true)
  }
  return { draft, change, isDirty, isWhole, isSaving: isPending, error }
}

/** 量表设计: dimensions and items in order, with their steps and weights, and beside them what an observer will see. */
export function Designer({ version, onReadAgain }: { version: ScaleVersion; onReadAgain: () => void }) {
  const { t } = useTranslation('scales')
  const errorText = useErrorText()
  const { draft, change, isDirty, isWhole, isSaving, error } = useDraft(version)
  const { content } = draft
  const setDimensions = (dimensions: ScaleDimension[]) => change({ content: { dimensions } })
  const fault = faultOf(content)
  const hindrance = !isWhole ? t('fault.unnamed') : fault ? t(`fault.${fault}`) : isDirty ? t('saving') : null
  return (
    <>
      <PageHead title={`${draft.title || t('untitled')} v${version.number}`} note={t('draftNote')}>
        <VersionSteps version={version} hindrance={hindrance} />
      </PageHead>
      <p className="designer-state" role="status" data-saved={!isDirty}>
        <b>{t('sum', { points: totalOf(content) })}</b>
        <span>{!isWhole ? t('fault.unnamed') : isSaving || isDirty ? t('saving') : t('saved')}</span>
        {isWhole && fault && <span className="designer-fault">{t(`fault.${fault}`)}</span>}
      </p>
      {error && (
        <Alert
          type="error"
          showIcon
          title={errorText(error)}
          action={
            isApiError(error, 'conflict.changed') && <Button onClick={onReadAgain}>{t('readAgain')}</Button>
          }
        />
      )}
      <div className="designer">
        <div className="designer-form">
          <section className="card designer-head">
            <label>
              <span>{t('title')}</span>
              <Input
                size="large"
                maxLength={60}
                value={draft.title}
                onChange={(event) => change({ title: event.target.value })}
              />
            </label>
            <label>
              <span>{t('purpose')}</span>
              <Input.TextArea
                autoSize={{ minRows: 1, maxRows: 4 }}
                maxLength={300}
                value={draft.purpose}
                onChange={(event) => change({ purpose: event.target.value })}
              />
            </label>
          </section>
          {content.dimensions.map((dimension, index) => (
            <DimensionEditor
              key={dimension.id}
              dimension={dimension}
              onChange={(next) =>
                setDimensions(content.dimensions.map((one, place) => (place === index ? next : one)))
              }
              onMove={(by) => setDimensions(moved(content.dimensions, index, by))}
              onRemove={() => setDimensions(content.dimensions.filter((_, place) => place !== index))}
              isFirst={index === 0}
              isLast={index === content.dimensions.length - 1}
            />
          ))}
          <Button
            size="large"
            block
            type="dashed"
            onClick={() => setDimensions([...content.dimensions, newDimension(uuid7(), uuid7())])}
          >
            {t('addDimension')}
          </Button>
        </div>
        <Preview content={content} />
      </div>
    </>
  )
}

interface DimensionProps {
  dimension: ScaleDimension
  onChange: (dimension: ScaleDimension) => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
  isFirst: boolean
  isLast: boolean
}

function DimensionEditor({ dimension, onChange, onMove, onRemove, isFirst, isLast }: DimensionProps) {
  const { t } = useTranslation('scales')
  const { items } = dimension
  const setItems = (next: ScaleDimension['items']) => onChange({ ...dimension, items: next })
  return (
    <section className="card dimension" aria-label={dimension.title || t('untitled')}>
      <header>
        <Input
          size="large"
          maxLength={40}
          value={dimension.title}
          placeholder={t('dimensionTitle')}
          aria-label={t('dimensionTitle')}
          status={dimension.title.trim() === '' ? 'warning' : ''}
          onChange={(event) => onChange({ ...dimension, title: event.target.value })}
        />
        <b>{t('points', { points: pointsOf(dimension) })}</b>
        <Checkbox
          checked={dimension.bonus}
          onChange={(event) => onChange({ ...dimension, bonus: event.target.checked })}
        >
          {t('bonus')}
        </Checkbox>
        <MoveButtons isFirst={isFirst} isLast={isLast} onMove={onMove} onRemove={onRemove} />
      </header>
      <ol>
        {items.map((item, index) => (
          <ItemEditor
            key={item.id}
            item={item}
            onChange={(next) => setItems(items.map((one, place) => (place === index ? next : one)))}
            onMove={(by) => setItems(moved(items, index, by))}
            onRemove={() => setItems(items.filter((_, place) => place !== index))}
            isFirst={index === 0}
            isLast={index === items.length - 1}
          />
        ))}
      </ol>
      <Button type="dashed" onClick={() => setItems([...items, newItem(uuid7())])}>
        {t('addItem')}
      </Button>
    </section>
  )
}
