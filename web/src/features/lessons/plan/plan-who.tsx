import type { SchoolClass } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { ClassSelect } from '../../../components/pickers/class-select.tsx'
import { PersonSelect } from '../../../components/pickers/person-select.tsx'
import { LegsField, type KnownClasses, type KnownPeople } from './legs-field.tsx'
import { PairingHints } from './pairing-hints.tsx'
import { PlanField } from './plan-field.tsx'
import type { PlanPartProps } from './plan-part.ts'
import type { Planner } from './planner.ts'

interface Props extends PlanPartProps {
  planner: Planner
  classes: KnownClasses
  people: KnownPeople
  remember: (chosen: SchoolClass) => void
}

export function PlanWho({ draft, problems, change, planner, classes, people, remember }: Props) {
  const { t } = useTranslation('lessons')
  const lecture = draft.lectureClassId ? classes[draft.lectureClassId] : undefined
  return (
    <section className="card plan-part">
      <h2>{t('plan.who')}</h2>
      <div className="plan-two">
        {planner.schedules && (
          <PlanField label={t('plan.lecturerId')} problem={problems.lecturerId}>
            {(id) => (
              <PersonSelect
                id={id}
                value={draft.lecturerId}
                known={draft.lecturerId ? people[draft.lecturerId] : undefined}
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
        people={people}
        onChange={(legs) => change({ legs })}
        onClass={remember}
      />
      <PairingHints draft={draft} classes={classes} />
    </section>
  )
}
