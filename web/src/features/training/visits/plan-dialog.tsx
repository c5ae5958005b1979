import { VisitPurpose, type VisitRecord } from '@tongke/contract'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../../components/plain/dialog.tsx'
import type { VisitFrame } from '../../../live/visits/visit-shelf.ts'
import { SchoolField } from './school-field.tsx'
import { dayHere } from './visit-words.ts'

interface Props {
  schools: VisitFrame['schools']
  onPlan: (record: VisitRecord) => void
  onClose: () => void
}

/** The three things a visit begins with. */
export function PlanDialog({ schools, onPlan, onClose }: Props) {
  const { t } = useTranslation('visits')
  const [orgId, setOrgId] = useState('')
  const [day, setDay] = useState(dayHere())
  const [purpose, setPurpose] = useState<VisitPurpose>('guidance')
  const dayField = useId()
  return (
    <Dialog title={t('plan.new')} onClose={onClose}>
      <SchoolField schools={schools} value={orgId} onChange={setOrgId} />
      <div className="field">
        <label htmlFor={dayField}>{t('field.day')}</label>
        <input id={dayField} type="date" value={day} onChange={(event) => setDay(event.target.value)} />
      </div>
      <PurposeField value={purpose} onChange={setPurpose} />
      <button
        type="button"
        className="button button-primary button-big"
        disabled={orgId === '' || day === ''}
        onClick={() => onPlan({ ...BLANK, orgId, day, purpose })}
      >
        {t('plan.begin')}
      </button>
    </Dialog>
  )
}

export function PurposeField({
  value,
  onChange,
}: {
  value: VisitPurpose
  onChange: (to: VisitPurpose) => void
}) {
  const { t } = useTranslation('visits')
  return (
    <fieldset className="visit-choices">
      <legend>{t('field.purpose')}</legend>
      <div>
        {VisitPurpose.options.map((one) => (
          <button key={one} type="button" aria-pressed={one === value} onClick={() => onChange(one)}>
            {t(`purpose.${one}`)}
          </button>
        ))}
      </div>
    </fieldset>
  )
}

const BLANK: Omit<VisitRecord, 'orgId' | 'day' | 'purpose'> = {
  note: '',
  companions: '',
  isDone: false,
  lessons: [],
  advice: '',
  followUp: '',
  followUpDue: null,
}
