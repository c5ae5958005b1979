import {
  compareDesign,
  DESIGN_TEXTS,
  STEP_TEXTS,
  type DesignDiff,
  type DiffRun,
  type HomeworkDiff,
  type StepDiff,
} from '@tongke/contract'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorPanel } from '../../../../components/plain/error-words.tsx'
import { useEndpoint } from '../../../../lib/query.ts'
import { useDesk } from '../use-design.ts'
import type { From } from '../versions/versions-panel.tsx'

/** What became of a design, section by section. */
export function Comparison({
  from,
  to,
  onClose,
}: {
  from: From
  to: number | 'current'
  onClose: () => void
}) {
  const { t } = useTranslation('design')
  const { detail } = useDesk()
  const query = useEndpoint(compareDesign, { params: { id: detail.card.id }, query: { from, to } })
  const nameOf = (point: From | 'current') =>
    typeof point === 'number' ? `v${point}` : t(`compare.point.${point}`)
  return (
    <>
      <div className="showing-bar">
        <strong>{t('compare.title', { from: nameOf(from), to: nameOf(to) })}</strong>
        <span className="compare-key">
          <ins>{t('compare.added')}</ins> <del>{t('compare.removed')}</del>
        </span>
        <button type="button" className="button" onClick={onClose}>
          {t('backToEditor')}
        </button>
      </div>
      {query.error && <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && !query.isPlaceholderData && <Diff diff={query.data} />}
    </>
  )
}

const isSame = (runs: readonly DiffRun[]) => runs.every(({ kind }) => kind === 'same')

function Diff({ diff }: { diff: DesignDiff }) {
  const { t } = useTranslation('design')
  const { minutes, steps, homework, texts } = diff
  const changedSteps = steps.some(({ change, moved }) => change !== 'same' || moved)
  const text = (name: (typeof DESIGN_TEXTS)[number]) => (
    <Part key={name} title={t(`section.${name}`)} same={isSame(texts[name])}>
      <Runs runs={texts[name]} />
    </Part>
  )
  return (
    <div className="design-paper compare">
      {DESIGN_TEXTS.slice(0, 3).map(text)}
      <Part title={t('section.steps')} same={!changedSteps}>
        {minutes.before !== minutes.after && (
          <p className="quiet">{t('compare.minutes', { before: minutes.before, after: minutes.after })}</p>
        )}
        <ol className="compare-items">
          {steps.map((step) => (
            <Step key={step.id} step={step} />
          ))}
        </ol>
      </Part>
      {text('board')}
      <Part
        title={t('section.homework')}
        same={homework.every(({ change, moved }) => change === 'same' && !moved)}
      >
        <ul className="compare-items">
          {homework.map((task) => (
            <Task key={task.id} task={task} />
          ))}
        </ul>
      </Part>
    </div>
  )
}

function Part({ title, same, children }: { title: string; same: boolean; children: ReactNode }) {
  const { t } = useTranslation('design')
  return (
    <section className="design-section" aria-label={title} data-same={same}>
      <h2>
        {title}
        {same && <small>{t('compare.same')}</small>}
      </h2>
      {children}
    </section>
  )
}

function Runs({ runs }: { runs: readonly DiffRun[] }) {
  const { t } = useTranslation('design')
  if (runs.length === 0) return <p className="quiet">{t('sheet.empty')}</p>
  return (
    <p className="words">
      {runs.map(({ kind, text, by }, index) => {
        if (kind === 'added')
          return (
            <ins key={index} title={by && t('compare.by', { name: by })}>
              {text}
            </ins>
          )
        return kind === 'removed' ? <del key={index}>{text}</del> : <span key={index}>{text}</span>
      })}
    </p>
  )
}

function Mark({ item }: { item: StepDiff | HomeworkDiff }) {
  const { t } = useTranslation('design')
  const { change, moved, place, minutes } = item
  return (
    <span className="compare-marks">
      {change !== 'same' && (
        <span className="pill" data-change={change}>
          {t(`compare.change.${change}`)}
        </span>
      )}
      {moved && (
        <span className="pill pill-warn">
          {t('compare.moved', { before: place.before, after: place.after })}
        </span>
      )}
      {change === 'changed' && minutes.before !== minutes.after ? (
        <small>
          <del>{t('minutes.of', { count: minutes.before ?? 0 })}</del>{' '}
          <ins>{t('minutes.of', { count: minutes.after ?? 0 })}</ins>
        </small>
      ) : (
        <small className="quiet">{t('minutes.of', { count: minutes.after ?? minutes.before ?? 0 })}</small>
      )}
    </span>
  )
}

function Step({ step }: { step: StepDiff }) {
  const { t } = useTranslation('design')
  const place = step.place.after ?? step.place.before
  return (
    <li data-change={step.change}>
      <header>
        <span className="step-place">{place}</span>
        <Runs runs={step.texts.title} />
        <Mark item={step} />
      </header>
      {STEP_TEXTS.filter((key) => key !== 'title' && step.texts[key].length > 0).map((key) => (
        <div className="compare-text" key={key}>
          <h4>{t(`steps.${key as 'teacher'}`)}</h4>
          <Runs runs={step.texts[key]} />
        </div>
      ))}
    </li>
  )
}

function Task({ task }: { task: HomeworkDiff }) {
  const { t } = useTranslation('design')
  const { before, after } = task.form
  return (
    <li data-change={task.change}>
      <header>
        {before !== null && after !== null && before !== after ? (
          <span>
            <del>{t(`homework.forms.${before}`)}</del> <ins>{t(`homework.forms.${after}`)}</ins>
          </span>
        ) : (
          <span className="quiet">{t(`homework.forms.${after ?? before ?? 'oral'}`)}</span>
        )}
        <Mark item={task} />
      </header>
      <Runs runs={task.text} />
    </li>
  )
}
