import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { VisitFrame } from '../../../live/visits/visit-shelf.ts'

interface Props {
  schools: VisitFrame['schools']
  value: string
  onChange: (id: string) => void
}

/** A school of the county, rural ones first: the browser's own list, which a thumb knows and which needs no line. */
export function SchoolField({ schools, value, onChange }: Props) {
  const { t } = useTranslation('visits')
  const id = useId()
  const group = (isRural: boolean) => schools.filter((school) => school.isRural === isRural)
  return (
    <div className="field visit-field">
      <label htmlFor={id}>{t('field.school')}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{t('field.chooseSchool')}</option>
        {([true, false] as const).map((isRural) => (
          <optgroup key={String(isRural)} label={t(isRural ? 'rural' : 'town')}>
            {group(isRural).map((school) => (
              <option key={school.id} value={school.id}>
                {school.name}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  )
}
