import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { MAX_LEGS, type SchoolClass } from '@tongke/contract'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { ClassSelect } from '../../../components/pickers/class-select.tsx'
import { PersonSelect } from '../../../components/pickers/person-select.tsx'
import type { PlanDraft, PlanProblems } from './plan-draft.ts'
import { PlanField } from './plan-field.tsx'

export interface KnownClass {
  orgId: string
  orgName: string
  name: string
  headcount: number
}
export type KnownClasses = Readonly<Record<string, KnownClass>>
export type KnownPeople = Readonly<Record<string, string>>

interface Props {
  draft: PlanDraft
  problems: PlanProblems
  classes: KnownClasses
  people: KnownPeople
  onChange: (legs: PlanDraft['legs']) => void
  onClass: (chosen: SchoolClass) => void
}

export function LegsField({ draft, problems, classes, people, onChange, onClass }: Props) {
  const { t } = useTranslation('lessons')
  const { legs } = draft
  const set = (index: number, change: Partial<PlanDraft['legs'][number]>) =>
    onChange(legs.map((leg, at) => (at === index ? { ...leg, ...change } : leg)))
  const taken = [draft.lectureClassId, ...legs.map((leg) => leg.classId)].filter((one) => one !== undefined)
  return (
    <fieldset className="legs-field">
      <legend>{t('plan.legs')}</legend>
      <p className="quiet">{t(draft.type === 'master' ? 'plan.legsHintMaster' : 'plan.legsHint')}</p>
      {legs.map((leg, index) => {
        const known = leg.classId ? classes[leg.classId] : undefined
        return (
          <div className="leg-row" key={index}>
            <PlanField
              label={t('plan.leg', { index: index + 1 })}
              problem={problems[`legs.${index}.classId`]}
            >
              {(id) => (
                <ClassSelect
                  id={id}
                  scope="lesson"
                  grade={draft.grade}
                  value={leg.classId}
                  known={known && `${known.orgName} ${known.name}`}
                  exclude={taken}
                  placeholder={t('plan.classPlaceholder')}
                  onChange={(classId, chosen) => {
                    if (chosen) onClass(chosen)
                    set(index, { classId: classId ?? undefined, assistantId: null })
                  }}
                />
              )}
            </PlanField>
            <PlanField
              label={t('plan.assistant', { index: index + 1 })}
              problem={problems[`legs.${index}.assistantId`]}
            >
              {(id) => (
                <PersonSelect
                  id={id}
                  orgId={known?.orgId}
                  disabled={!leg.classId}
                  value={leg.assistantId}
                  known={leg.assistantId ? people[leg.assistantId] : undefined}
                  placeholder={t('plan.assistantPlaceholder')}
                  allowClear
                  onChange={(assistantId) => set(index, { assistantId })}
                />
              )}
            </PlanField>
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('plan.removeLeg', { index: index + 1 })}
              disabled={legs.length === 1 && draft.type !== 'master'}
              onClick={() => onChange(legs.filter((_, at) => at !== index))}
            />
          </div>
        )
      })}
      {legs.length < MAX_LEGS && (
        <Button
          icon={<PlusOutlined />}
          onClick={() => onChange([...legs, { classId: undefined, assistantId: null }])}
        >
          {t('plan.addLeg')}
        </Button>
      )}
    </fieldset>
  )
}
