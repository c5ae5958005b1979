import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Choice, Wanted } from './choice.ts'
import './curriculum.css'

const named = ({ id, name, title }: { id: string; name?: string; title?: string }) => ({
  value: id,
  label: name ?? title,
})

/** 学段 → 学科 → 版本 → 册次, each a choice of what the steps before it leave. */
export function VolumeSteps({ choice, onChange }: { choice: Choice; onChange: (wanted: Wanted) => void }) {
  const { t } = useTranslation()
  const { stage, subject, edition, volume } = choice
  // A step keeps the grade that was looked at, so that another edition opens at the same place.
  const grade = volume?.gradeFrom
  return (
    <div className="node-steps">
      <Select
        aria-label={t('nodePicker.stage')}
        value={stage}
        options={choice.stages.map((value) => ({ value, label: t(`stage.${value}`) }))}
        onChange={(next) => onChange({ stage: next, subject })}
      />
      <Select
        aria-label={t('nodePicker.subject')}
        value={subject}
        options={choice.subjects.map((value) => ({ value, label: t(`subject.${value}`) }))}
        onChange={(next) => onChange({ stage, subject: next, grade })}
      />
      <Select
        aria-label={t('nodePicker.edition')}
        value={edition?.id}
        options={choice.editions.map(named)}
        onChange={(editionId) => onChange({ stage, subject, editionId, grade })}
      />
      <Select
        aria-label={t('nodePicker.volume')}
        value={volume?.id}
        options={choice.volumes.map(named)}
        onChange={(volumeId) => onChange({ stage, subject, editionId: edition?.id, volumeId })}
      />
    </div>
  )
}
