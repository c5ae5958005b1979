import { DESIGN_TEXTS, type DesignText } from '@tongke/contract'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Homework } from './homework.tsx'
import { SharedText } from './shared-text.tsx'
import { Steps } from './steps.tsx'
import { useDesk, useOutline } from './use-design.ts'

const [GOALS, PUPILS, KEY_POINTS, BOARD] = DESIGN_TEXTS

/** The whole design, to be written in. */
export function Editor() {
  const { t } = useTranslation('design')
  const { client } = useDesk()
  const { steps } = useOutline(client)
  const minutes = steps.reduce((sum, step) => sum + step.minutes, 0)
  return (
    <div className="design-paper">
      {[GOALS, PUPILS, KEY_POINTS].map((name) => (
        <TextSection key={name} name={name} />
      ))}
      <Section title={t('section.steps')} note={steps.length > 0 && t('minutes.sum', { count: minutes })}>
        <Steps />
      </Section>
      <TextSection name={BOARD} />
      <Section title={t('section.homework')}>
        <Homework />
      </Section>
    </div>
  )
}

function TextSection({ name }: { name: DesignText }) {
  const { t } = useTranslation('design')
  const title = t(`section.${name}`)
  return (
    <Section title={title}>
      <SharedText field={name} label={title} placeholder={t(`hint.${name}`)} />
    </Section>
  )
}

function Section({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  return (
    <section className="design-section" aria-label={title}>
      <h2>
        {title}
        {note && <small>{note}</small>}
      </h2>
      {children}
    </section>
  )
}
