import type { PlanDraft, PlanProblems } from './plan-draft.ts'

/** What every part of the form works on. */
export interface PlanPartProps {
  draft: PlanDraft
  problems: PlanProblems
  change: (change: Partial<PlanDraft>) => void
}
