import { DatePicker, InputNumber, Segmented } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { PlanField } from './plan-field.tsx'
import type { PlanPartProps } from './plan-part.ts'

export function PlanWhen({ draft, problems, change, mayStartNow }: PlanPartProps & { mayStartNow: boolean }) {
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
