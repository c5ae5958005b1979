import type { SchoolClass } from '@tongke/contract'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import type { ApiError } from '../../../lib/api-error.ts'
import { useNow } from '../../../lib/use-now.ts'
import type { KnownClasses, KnownPeople } from './legs-field.tsx'
import { clashesOf, problemsOf, type PlanDraft } from './plan-draft.ts'
import { PlanPreview } from './plan-preview.tsx'
import { PlanWhat } from './plan-what.tsx'
import { PlanWhen } from './plan-when.tsx'
import { PlanWho } from './plan-who.tsx'
import type { Planner } from './planner.ts'
import './plan.css'

interface Props {
  initial: PlanDraft
  /** Who plans: schedulers name a lecturer, teachers plan for a class of their own school. */
  planner: Planner
  mayStartNow: boolean
  known: { classes: KnownClasses; people: KnownPeople }
  pending: boolean
  error: ApiError | null
  /** The draft changed, so what the server said about it no longer holds. */
  onChange: () => void
  submitLabel: (draft: PlanDraft) => string
  /** `reason`: why it is planned without an agreement. */
  onSubmit: (draft: PlanDraft, reason: string | null) => void
}

/** A lesson being put together: what, when, who, and beside it how it will look. */
export function PlanForm(props: Props) {
  const [draft, setDraft] = useState(props.initial)
  const [asked, setAsked] = useState(false)
  const [reason, setReason] = useState('')
  const [chosen, setChosen] = useState<KnownClasses>({})
  const { t } = useTranslation('lessons')
  const now = useNow(10_000)
  const { planner } = props
  const lecturerRequired = !planner.teaches
  const problems = {
    ...clashesOf(props.error?.details ?? []),
    ...(asked ? problemsOf(draft, now, lecturerRequired) : {}),
  }
  const classes = { ...props.known.classes, ...chosen }
  const change = (part: Partial<PlanDraft>) => {
    setDraft({ ...draft, ...part })
    props.onChange()
  }
  const remember = ({ id, orgId, orgName, name, headcount }: SchoolClass) =>
    setChosen({ ...chosen, [id]: { orgId, orgName, name, headcount } })
  const part = { draft, problems, change }

  const submit = () => {
    setAsked(true)
    if (Object.keys(problemsOf(draft, Date.now(), lecturerRequired)).length === 0)
      props.onSubmit(draft, reason.trim().length >= 2 ? reason.trim() : null)
  }
  return (
    <form
      className="plan"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <div className="plan-parts">
        <PlanWhat {...part} classes={classes} />
        <PlanWhen {...part} mayStartNow={props.mayStartNow} />
        <PlanWho
          {...part}
          planner={planner}
          classes={classes}
          people={props.known.people}
          remember={remember}
        />
      </div>
      <aside className="plan-aside">
        <PlanPreview draft={draft} classes={classes} />
        {props.error && <ErrorNotice error={props.error} traced={props.error.status >= 500} />}
        {planner.schedules && (props.error?.code === 'lesson.unpaired' || reason !== '') && (
          <label className="plan-reason">
            {t('plan.pairingReason')}
            <Input.TextArea
              rows={2}
              maxLength={200}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          </label>
        )}
        <Button type="primary" size="large" htmlType="submit" block loading={props.pending}>
          {props.submitLabel(draft)}
        </Button>
      </aside>
    </form>
  )
}
