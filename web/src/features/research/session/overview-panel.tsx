import { useTranslation } from 'react-i18next'
import { AgendaPart } from './agenda-part.tsx'
import { LessonsPart } from './lessons-part.tsx'
import { MembersPart } from './members-part.tsx'
import type { PanelProps } from './panel.ts'
import { ReflectionsPart } from './reflections-part.tsx'

/** What it is about, who is in it, what is talked about, which lessons belong to it. */
export function OverviewPanel({ detail }: PanelProps) {
  const { t } = useTranslation('research')
  return (
    <div className="research-stack">
      {detail.summary && (
        <section className="card research-part">
          <h2>{t('part.summary')}</h2>
          <p className="research-summary">{detail.summary}</p>
        </section>
      )}
      <AgendaPart detail={detail} />
      <LessonsPart detail={detail} />
      <MembersPart detail={detail} />
      <ReflectionsPart detail={detail} />
    </div>
  )
}
