import {
  maxOf,
  pointsOf,
  scoresOf,
  totalOf,
  type ItemAnswer,
  type ScaleContent,
  type ScaleItem,
} from '@tongke/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

const points = (value: number): string => String(Math.round(value * 10) / 10)
const NOTHING: ItemAnswer = { value: null, text: '' }

interface ItemProps {
  item: ScaleItem
  answer: ItemAnswer
  onAnswer: (answer: ItemAnswer) => void
  disabled: boolean
}

/** Steps as large keys in one row; touched again the answer is taken away. */
function Steps({ item, answer, onAnswer, disabled }: ItemProps) {
  const { t } = useTranslation('observation')
  const steps =
    item.kind === 'yes_no'
      ? [
          { value: 1, words: t('form.yes') },
          { value: 0, words: t('form.no') },
        ]
      : item.levels.map((value) => ({ value, words: String(value) }))
  return (
    <div className="scale-steps" role="group" aria-label={item.label}>
      {steps.map(({ value, words }) => (
        <button
          key={value}
          type="button"
          disabled={disabled}
          aria-pressed={answer.value === value}
          onClick={() => onAnswer({ ...answer, value: answer.value === value ? null : value })}
        >
          {words}
        </button>
      ))}
    </div>
  )
}

function Stepper({ item, answer, onAnswer, disabled }: ItemProps) {
  const { t } = useTranslation('observation')
  const value = answer.value ?? 0
  const set = (next: number) => onAnswer({ ...answer, value: Math.max(0, Math.min(999, next)) })
  return (
    <div className="scale-stepper" role="group" aria-label={item.label}>
      <button type="button" disabled={disabled} aria-label={t('form.less')} onClick={() => set(value - 1)}>
        −
      </button>
      <output>{answer.value ?? '–'}</output>
      <button type="button" disabled={disabled} aria-label={t('form.more')} onClick={() => set(value + 1)}>
        +
      </button>
    </div>
  )
}

function Item(props: ItemProps) {
  const { t } = useTranslation('observation')
  const { item, answer, onAnswer, disabled } = props
  const [isOpen, setOpen] = useState(false)
  const writes = item.kind === 'text' || isOpen || answer.text !== ''
  return (
    <li className="scale-item" data-item={item.id}>
      <div className="scale-label">
        <b>{item.label}</b>
        {item.hint && <small>{item.hint}</small>}
        {item.weight > 0 && <em>{t('form.worth', { points: points(item.weight) })}</em>}
      </div>
      {(item.kind === 'score' || item.kind === 'yes_no') && <Steps {...props} />}
      {item.kind === 'count' && <Stepper {...props} />}
      {writes ? (
        <textarea
          rows={2}
          maxLength={1000}
          disabled={disabled}
          aria-label={t('form.remarkOn', { item: item.label })}
          placeholder={t('form.remark')}
          value={answer.text}
          onChange={(event) => onAnswer({ ...answer, text: event.target.value })}
        />
      ) : (
        <button type="button" className="scale-remark" disabled={disabled} onClick={() => setOpen(true)}>
          {t('form.addRemark')}
        </button>
      )}
    </li>
  )
}

interface Props {
  content: ScaleContent
  answers: Readonly<Record<string, ItemAnswer>>
  onAnswer: (itemId: string, answer: ItemAnswer) => void
  disabled?: boolean
}

/** A scale to be filled in; also what its designer sees before it is published. */
export function ScaleForm({ content, answers, onAnswer, disabled = false }: Props) {
  const { t } = useTranslation('observation')
  const scores = new Map(scoresOf(content, answers).map((score) => [score.dimensionId, score]))
  const own = content.dimensions.filter(({ bonus }) => !bonus)
  const sum = own.reduce((all, { id }) => all + (scores.get(id)?.points ?? 0), 0)
  const asked = content.dimensions.flatMap(({ items }) => items.filter((item) => maxOf(item) !== null))
  const said = asked.filter(({ id }) => (answers[id]?.value ?? null) !== null).length
  return (
    <div className="scale-form">
      <p className="scale-sum" role="status">
        <span>{t('form.said', { said, of: asked.length })}</span>
        {totalOf(content) > 0 && (
          <b>{t('form.sum', { points: points(sum), of: points(totalOf(content)) })}</b>
        )}
      </p>
      {content.dimensions.map((dimension) => (
        <section key={dimension.id} aria-label={dimension.title}>
          <h3>
            {dimension.title}
            {dimension.bonus && <em>{t('form.bonus')}</em>}
            {pointsOf(dimension) > 0 && (
              <small>
                {points(scores.get(dimension.id)?.points ?? 0)} / {points(pointsOf(dimension))}
              </small>
            )}
          </h3>
          <ol>
            {dimension.items.map((item) => (
              <Item
                key={item.id}
                item={item}
                answer={answers[item.id] ?? NOTHING}
                onAnswer={(answer) => onAnswer(item.id, answer)}
                disabled={disabled}
              />
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}
