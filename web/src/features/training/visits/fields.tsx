import { useId, type ReactNode } from 'react'

export function Field({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div className="field visit-field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  )
}

interface AreaProps {
  label: string
  value: string
  max: number
  rows?: number
  onChange: (text: string) => void
}

export function Area({ label, value, max, rows = 3, onChange }: AreaProps) {
  return (
    <Field label={label}>
      {(id) => (
        <textarea
          id={id}
          rows={rows}
          maxLength={max}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
