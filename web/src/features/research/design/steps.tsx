import { MAX_DESIGN_ITEMS } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { addItem, moveItem, setItem, type DesignItem } from '../../../live/design/design-items.ts'
import { MinutesField } from './minutes-field.tsx'
import { SharedText } from './shared-text.tsx'
import { useDesignView, useDesk, useOutline } from './use-design.ts'

/** 教学过程: steps with their minutes. */
export function Steps() {
  const { t } = useTranslation('design')
  const { client } = useDesk()
  const { canWrite } = useDesignView(client)
  const { steps, removedSteps } = useOutline(client)
  const last = removedSteps.at(-1)
  return (
    <>
      {steps.length === 0 && <p className="quiet">{t('steps.none')}</p>}
      <ol className="steps">
        {steps.map((step, index) => (
          <Step key={step.id} step={step} place={index + 1} of={steps.length} />
        ))}
      </ol>
      {canWrite && (
        <div className="row-tools">
          <button
            type="button"
            className="button"
            disabled={steps.length >= MAX_DESIGN_ITEMS}
            onClick={() => addItem(client.doc, 'steps', { minutes: 5 })}
          >
            {t('steps.add')}
          </button>
          {last && (
            <button
              type="button"
              className="link-button"
              onClick={() => setItem(client.doc, 'steps', last.id, 'removed', false)}
            >
              {t('steps.bringBack', { title: last.title || t('steps.untitled') })}
            </button>
          )}
        </div>
      )}
    </>
  )
}

function Step({ step: { id, minutes }, place, of }: { step: DesignItem; place: number; of: number }) {
  const { t } = useTranslation('design')
  const { client } = useDesk()
  const { canWrite } = useDesignView(client)
  const name = t('steps.name', { place })
  return (
    <li className="step" aria-label={name}>
      <header>
        <span className="step-place" aria-hidden="true">
          {place}
        </span>
        <SharedText
          field={`steps/${id}/title`}
          label={t('steps.title')}
          placeholder={t('steps.titleHint')}
          single
        />
        <MinutesField
          value={minutes}
          onChange={(value) => setItem(client.doc, 'steps', id, 'minutes', value)}
        />
        {canWrite && <StepTools id={id} place={place} of={of} />}
      </header>
      <div className="step-two">
        <section>
          <h4>{t('steps.teacher')}</h4>
          <SharedText
            field={`steps/${id}/teacher`}
            label={`${name} ${t('steps.teacher')}`}
            placeholder={t('steps.teacherHint')}
          />
        </section>
        <section>
          <h4>{t('steps.pupils')}</h4>
          <SharedText
            field={`steps/${id}/pupils`}
            label={`${name} ${t('steps.pupils')}`}
            placeholder={t('steps.pupilsHint')}
          />
        </section>
      </div>
      <section className="step-purpose">
        <h4>{t('steps.purpose')}</h4>
        <SharedText
          field={`steps/${id}/purpose`}
          label={`${name} ${t('steps.purpose')}`}
          placeholder={t('steps.purposeHint')}
        />
      </section>
    </li>
  )
}

function StepTools({ id, place, of }: { id: string; place: number; of: number }) {
  const { t } = useTranslation('design')
  const { doc } = useDesk().client
  return (
    <span className="step-tools">
      <button
        type="button"
        aria-label={t('steps.up', { place })}
        disabled={place === 1}
        onClick={() => moveItem(doc, 'steps', id, -1)}
      >
        ↑
      </button>
      <button
        type="button"
        aria-label={t('steps.down', { place })}
        disabled={place === of}
        onClick={() => moveItem(doc, 'steps', id, 1)}
      >
        ↓
      </button>
      <button
        type="button"
        aria-label={t('steps.remove', { place })}
        onClick={() => setItem(doc, 'steps', id, 'removed', true)}
      >
        ×
      </button>
    </span>
  )
}
