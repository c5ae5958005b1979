import { IncidentKind, type LessonPapers } from '@tongke/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PaperState } from './paper-state.tsx'
import { usePaper } from './use-papers.ts'

interface Draft {
  readonly kind: IncidentKind | null
  readonly minutes: number
  readonly remark: string
}
const EMPTY: Draft = { kind: null, minutes: 5, remark: '' }
const MINUTES = [1, 3, 5, 10, 20, 40] as const

interface Props {
  papers: LessonPapers
  personId: string
  /** Null: of the lecture room, or the whole lesson. */
  legId: string | null
}

/** What went wrong, for how long. Kept here while it is written; a new form is a new incident. */
export function IncidentForm({ papers, personId, legId }: Props) {
  const { t } = useTranslation('papers')
  const { lessonId } = papers
  const { boxed, draft: keep, handIn, newKey } = usePaper({ lessonId, personId, kind: 'incident', legId })
  const kept = boxed?.sheet.kind === 'incident' && boxed.state !== 'sent' ? boxed.sheet.body : undefined
  const [written, setWritten] = useState<Draft | null>(null)
  const draft = written ?? kept ?? EMPTY
  const incidentId = kept?.incidentId
  const bodyOf = (next: Draft, kind: IncidentKind) => ({
    key: newKey(),
    incidentId: incidentId ?? newKey(),
    legId,
    kind,
    minutes: next.minutes,
    remark: next.remark.trim(),
  })
  const change = (next: Draft) => {
    setWritten(next)
    if (next.kind) keep({ kind: 'incident', body: bodyOf(next, next.kind) })
  }
  return (
    <form
      className="paper"
      onSubmit={(event) => {
        event.preventDefault()
        if (!draft.kind) return
        handIn({ kind: 'incident', body: bodyOf(draft, draft.kind) })
        setWritten(null)
      }}
    >
      <div className="paper-choices" role="radiogroup" aria-label={t('incident.kindLabel')}>
        {IncidentKind.options.map((kind) => (
          <button
            key={kind}
            type="button"
            role="radio"
            aria-checked={draft.kind === kind}
            onClick={() => change({ ...draft, kind })}
          >
            {t(`incident.kind.${kind}`)}
          </button>
        ))}
      </div>
      <div className="paper-choices" role="radiogroup" aria-label={t('incident.minutesLabel')}>
        {MINUTES.map((minutes) => (
          <button
            key={minutes}
            type="button"
            role="radio"
            aria-checked={draft.minutes === minutes}
            onClick={() => change({ ...draft, minutes })}
          >
            {t('incident.minutes', { count: minutes })}
          </button>
        ))}
      </div>
      <label className="paper-remark">
        <span>{t('incident.remark')}</span>
        <textarea
          rows={2}
          maxLength={500}
          value={draft.remark}
          onChange={(event) => change({ ...draft, remark: event.target.value })}
        />
      </label>
      <div className="paper-end">
        <PaperState boxed={boxed} handedInAt={null} />
        <button type="submit" className="button button-primary button-big" disabled={!draft.kind}>
          {t('incident.submit')}
        </button>
      </div>
    </form>
  )
}
