import {
  ExerciseForm,
  GRADES_OF_SUBJECT,
  ResourceType,
  Subject,
  type PackageDefaults,
} from '@tongke/contract'
import { Select } from 'antd'
import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { GradeSelect } from '../author/grade-select.tsx'
import type { Chosen } from './use-package.ts'

export interface DefaultsProps {
  chosen: Chosen
  organizations: readonly (readonly [string, string])[]
  onDefaults: (defaults: PackageDefaults) => void
  onOrganization: (orgId: string) => void
  disabled?: boolean
}

const LICENCES = ['school', 'county', 'cc_by_nc_sa'] as const

/** What holds where the package says nothing itself. */
export function DefaultsForm({
  chosen,
  organizations,
  onDefaults,
  onOrganization,
  disabled = false,
}: DefaultsProps) {
  const { t } = useTranslation('packages')
  const { t: author } = useTranslation('author')
  const { t: common } = useTranslation()
  const { defaults, orgId } = chosen
  const set = (change: Partial<PackageDefaults>) => onDefaults({ ...defaults, ...change })
  const range = defaults.subject ? GRADES_OF_SUBJECT[defaults.subject] : undefined
  const given = <T,>(value: T | null) => (value === null ? {} : { value })
  return (
    <section className="card desk-part">
      <div>
        <h2>{t('defaults.title')}</h2>
        <p className="quiet">{t('defaults.hint')}</p>
      </div>
      <fieldset className="package-defaults" disabled={disabled}>
        <Field label={author('field.subject')}>
          {(id) => (
            <Select<Subject>
              id={id}
              {...given(defaults.subject)}
              allowClear
              disabled={disabled}
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={t('defaults.none')}
              onChange={(subject?: Subject) => set({ subject: subject ?? null })}
              options={Subject.options.map((value) => ({ value, label: common(`subject.${value}`) }))}
            />
          )}
        </Field>
        <Field label={author('field.gradeFrom')}>
          {(id) => (
            <GradeSelect
              id={id}
              range={range}
              {...given(defaults.gradeFrom)}
              onChange={(gradeFrom) =>
                set({ gradeFrom, gradeTo: Math.max(gradeFrom, defaults.gradeTo ?? 0) })
              }
            />
          )}
        </Field>
        <Field label={author('field.gradeTo')}>
          {(id) => (
            <GradeSelect
              id={id}
              range={range}
              {...given(defaults.gradeTo)}
              onChange={(gradeTo) => set({ gradeTo })}
            />
          )}
        </Field>
        <Field label={t('defaults.type')}>
          {(id) => (
            <Select<ResourceType>
              id={id}
              {...given(defaults.type)}
              allowClear
              disabled={disabled}
              placeholder={t('defaults.byFile')}
              onChange={(type?: ResourceType) => set({ type: type ?? null })}
              options={ResourceType.options
                .filter((value) => value !== 'excellent_lesson')
                .map((value) => ({ value, label: author(`type.${value}`) }))}
            />
          )}
        </Field>
        {defaults.type === 'exercise' && (
          <Field label={author('field.exerciseForm')}>
            {(id) => (
              <Select<ExerciseForm>
                id={id}
                {...given(defaults.exerciseForm)}
                disabled={disabled}
                onChange={(exerciseForm) => set({ exerciseForm })}
                options={ExerciseForm.options.map((value) => ({
                  value,
                  label: author(`exerciseForm.${value}`),
                }))}
              />
            )}
          </Field>
        )}
        <Field label={author('field.licence')}>
          {(id) => (
            <Select<(typeof LICENCES)[number]>
              id={id}
              {...given(defaults.licence)}
              disabled={disabled}
              onChange={(licence) => set({ licence })}
              options={LICENCES.map((value) => ({ value, label: author(`licence.${value}`) }))}
            />
          )}
        </Field>
        {organizations.length > 1 && (
          <Field label={author('field.orgId')}>
            {(id) => (
              <Select<string>
                id={id}
                value={orgId}
                disabled={disabled}
                onChange={onOrganization}
                options={organizations.map(([value, label]) => ({ value, label }))}
              />
            )}
          </Field>
        )}
      </fieldset>
    </section>
  )
}

function Field({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div className="package-field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  )
}
