import { useTranslation } from 'react-i18next'
import { useDesignView, useDesk } from './use-design.ts'

const MOST = 180

/** A number of minutes, small enough to be typed with one hand. */
export function MinutesField({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  const { t } = useTranslation('design')
  const { canWrite } = useDesignView(useDesk().client)
  return (
    <label className="minutes">
      <input
        type="number"
        inputMode="numeric"
        min={0}
        max={MOST}
        aria-label={t('minutes.label')}
        readOnly={!canWrite}
        value={value}
        onChange={({ target }) =>
          onChange(Math.min(MOST, Math.max(0, Math.round(Number(target.value) || 0))))
        }
      />
      {t('minutes.unit')}
    </label>
  )
}
