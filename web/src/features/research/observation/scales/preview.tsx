import '../observe/observe.css'
import type { ItemAnswer, ScaleVersion } from '@tongke/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ScaleForm } from '../observe/scale-form.tsx'

/** What an observer sees; what is touched here goes nowhere. */
export function Preview({ content }: Pick<ScaleVersion, 'content'>) {
  const { t } = useTranslation('scales')
  const [answers, setAnswers] = useState<Record<string, ItemAnswer>>({})
  return (
    <section className="scale-preview" aria-label={t('preview')}>
      <h2>{t('preview')}</h2>
      <p className="quiet">{t('previewHint')}</p>
      <ScaleForm
        content={content}
        answers={answers}
        onAnswer={(itemId, answer) => setAnswers({ ...answers, [itemId]: answer })}
      />
    </section>
  )
}
