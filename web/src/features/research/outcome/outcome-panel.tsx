import type { PanelProps } from '../session/panel.ts'
import { ContributionsPart } from './contributions-part.tsx'
import { MinutesPart } from './minutes-part.tsx'
import { OutcomesPart } from './outcomes-part.tsx'
import './outcome.css'

/** 成果与纪要 on a session's page: what became a resource, the minutes, who gave what. */
export function OutcomePanel({ detail }: PanelProps) {
  return (
    <div className="research-stack">
      <OutcomesPart detail={detail} />
      <MinutesPart detail={detail} />
      <ContributionsPart detail={detail} />
    </div>
  )
}
