import { LessonType, Subject, type SchoolClass } from '@tongke/contract'
import { Button, DatePicker, Input, InputNumber, Segmented, Select } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ClassSelect } from '../../../components/pickers/class-select.tsx'
import { PersonSelect } from '../../../components/pickers/person-select.tsx'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import type { ApiError } from '../../../lib/api-error.ts'
import { useNow } from '../../../lib/use-now.ts'
import type { Planner } from './planner.ts'
import { LegsField, type KnownClasses, type KnownPeople } from './legs-field.tsx'
import { clashesOf, problemsOf, type PlanDraft, type PlanProblems } from './plan-draft.ts'
import { PlanField } from './plan-field.tsx'
import { PlanPreview } from './plan-preview.tsx'
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
  onSubmit: (draft: PlanDraft) => void
}

interface PartProps {
  draft: PlanDraft
  problems: PlanProblems
  change: (change: Partial<PlanDraft>) => void
}

const GRADES = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

function What({ draft, problems, change }: PartProps) {
  const { t } = useTranslation('lessons')
  const { t: common } = useTranslation()
  return (
    <section className="card plan-part">
      <h2>{t('plan.what')}</h2>
      <PlanField label={t('plan.lessonTitle')} problem={problems.title}>
        {(id) => (
          <Input
            id={id}
            size="large"
            maxLength={60}
            placeholder={t('plan.lessonTitleHint')}
            value={draft.title}
            onChange={(event) => change({ title: event.target.value })}
          />
        )}
      </PlanField>
      <div className="plan-three">
        <PlanField label={t('plan.subject')} problem={problems.subject}>
          {(id) => (
            <Select
              id={id}
              value={draft.subject}
              onChange={(subject) => change({ subject })}
              showSearch={{ optionFilterProp: 'label' }}
              options={Subject.options.map((value) => ({ value, label: common(`subject.${value}`) }))}
            />
          )}
        </PlanField>
        <PlanField label={t('plan.grade')} problem={problems.grade}>
          {(id) => (
            <Select
              id={id}
              value={draft.grade}
              onChange={(grade) => change({ grade })}
              options={GRADES.map((grade) => ({ value: Number(grade), label: common(`grade.${grade}`) }))}
            />
          )}
        </PlanField>
        <PlanField label={t('plan.type')}>
          {(id) => (
            <Select
              id={id}
              value={draft.type}
              onChange={(type) => change({ type })}
              options={LessonType.options.map((value) => ({ value, label: t(`type.${value}`) }))}
            />
          )}
        </PlanField>
      </div>
    </section>
  )
}

function When({ draft, problems, change, mayStartNow }: PartProps & { mayStartNow: boolean }) {
  const { t } = useTranslation('lessons')
  return (
    <section className="card plan-part">
      <h2>{t('plan.whenPart')}</h2>
      {mayStartNow && (
        <Segmented
          aria-label={t('plan.whenPart')}
          value={draft.now ? 'now' : 'later'}
          onChange={(value) => change({ now: value === 'now' })}
          options={(['later', 'now'] as const).map((value) => ({ value, label: t(`plan.${value}`) }))}
        />
      )}
      <div className="plan-three">
        {!draft.now && (
          <PlanField label={t('plan.plannedStart')} problem={problems.plannedStart}>
            {(id) => (
              <DatePicker
                id={id}
                showTime={{ format: 'HH:mm', minuteStep: 5 }}
                format="YYYY-MM-DD HH:mm"
                allowClear={false}
                disabledDate={(day) => day.isBefore(dayjs().startOf('day'))}
                value={draft.plannedStart === undefined ? null : dayjs(draft.plannedStart)}
                onChange={(at) => change({ plannedStart: at?.startOf('minute').valueOf() })}
              />
            )}
          </PlanField>
        )}
        <PlanField label={t('plan.plannedMinutes')} problem={problems.plannedMinutes}>
          {(id) => (
            <InputNumber
              id={id}
              min={10}
              max={120}
              step={5}
              precision={0}
              suffix={t('plan.minutes')}
              value={draft.plannedMinutes}
              onChange={(minutes) => change({ plannedMinutes: minutes ?? 0 })}
            />
          )}
        </PlanField>
      </div>
      {draft.now && <p className="quiet">{t('plan.nowHint')}</p>}
    </section>
  )
}

export function PlanForm(props: Props) {
  const { t } = useTranslation('lessons')
  const [draft, setDraft] = useState(props.initial)
  const [asked, setAsked] = useState(false)
  const [chosen, setChosen] = useState<KnownClasses>({})
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
  const lecture = draft.lectureClassId ? classes[draft.lectureClassId] : undefined

  const submit = () => {
    setAsked(true)
    if (Object.keys(problemsOf(draft, Date.now(), lecturerRequired)).length === 0) props.onSubmit(draft)
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
        <What draft={draft} problems={problems} change={change} />
        <When draft={draft} problems={problems} change={change} mayStartNow={props.mayStartNow} />
        <section className="card plan-part">
          <h2>{t('plan.who')}</h2>
          <div className="plan-two">
            {planner.schedules && (
              <PlanField label={t('plan.lecturerId')} problem={problems.lecturerId}>
                {(id) => (
                  <PersonSelect
                    id={id}
                    value={draft.lecturerId}
                    known={draft.lecturerId ? props.known.people[draft.lecturerId] : undefined}
                    orgId={lecture?.orgId || undefined}
                    placeholder={t(planner.teaches ? 'plan.lecturerMe' : 'plan.lecturerPlaceholder')}
                    allowClear
                    onChange={(lecturerId) => change({ lecturerId })}
                  />
                )}
              </PlanField>
            )}
            <PlanField label={t('plan.lectureClassId')} problem={problems.lectureClassId}>
              {(id) => (
                <ClassSelect
                  id={id}
                  scope="lesson"
                  orgId={planner.schedules ? undefined : planner.orgId}
                  grade={draft.grade}
                  value={draft.lectureClassId}
                  known={lecture && `${lecture.orgName} ${lecture.name}`}
                  placeholder={t('plan.classPlaceholder')}
                  onChange={(classId, one) => {
                    if (one) remember(one)
                    change({ lectureClassId: classId ?? undefined })
                  }}
                />
              )}
            </PlanField>
          </div>
          <LegsField
            draft={draft}
            problems={problems}
            classes={classes}
            people={props.known.people}
            onChange={(legs) => change({ legs })}
            onClass={remember}
          />
        </section>
      </div>
      <aside className="plan-aside">
        <PlanPreview draft={draft} classes={classes} />
        {props.error && <ErrorNotice error={props.error} traced={props.error.status >= 500} />}
        <Button type="primary" size="large" htmlType="submit" block loading={props.pending}>
          {props.submitLabel(draft)}
        </Button>
      </aside>
    </form>
  )
}
