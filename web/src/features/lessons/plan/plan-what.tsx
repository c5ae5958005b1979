import { LessonType, Subject } from '@tongke/contract'
import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { NodePicker } from '../../../components/curriculum/node-picker.tsx'
import { EditionHints } from './edition-hints.tsx'
import type { KnownClasses } from './legs-field.tsx'
import { atNode } from './plan-draft.ts'
import { PlanField } from './plan-field.tsx'
import type { PlanPartProps } from './plan-part.ts'

const GRADES = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

export function PlanWhat({ draft, problems, change, classes }: PlanPartProps & { classes: KnownClasses }) {
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
      <PlanField label={t('plan.node')} hint={t('plan.nodeHint')}>
        {(id) => (
          <NodePicker
            id={id}
            value={draft.nodeId}
            subject={draft.subject}
            grade={draft.grade}
            placeholder={t('plan.nodePlaceholder')}
            onChange={(_, node) => change(node ? atNode(draft, node) : { nodeId: null })}
          />
        )}
      </PlanField>
      {draft.nodeId !== null && <EditionHints draft={draft} nodeId={draft.nodeId} classes={classes} />}
      <div className="plan-three">
        <PlanField label={t('plan.subject')} problem={problems.subject}>
          {(id) => (
            <Select
              id={id}
              placeholder={t('plan.subjectPlaceholder')}
              value={draft.subject}
              onChange={(subject) => change({ subject, nodeId: null })}
              showSearch={{ optionFilterProp: 'label' }}
              options={Subject.options.map((value) => ({ value, label: common(`subject.${value}`) }))}
            />
          )}
        </PlanField>
        <PlanField label={t('plan.grade')} problem={problems.grade}>
          {(id) => (
            <Select
              id={id}
              placeholder={t('plan.gradePlaceholder')}
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
              onChange={(type) =>
                change(
                  type !== 'master' && draft.legs.length === 0
                    ? { type, legs: [{ classId: undefined, assistantId: null }] }
                    : { type },
                )
              }
              options={LessonType.exclude(['meeting']).options.map((value) => ({
                value,
                label: t(`type.${value}`),
              }))}
            />
          )}
        </PlanField>
      </div>
    </section>
  )
}
