import { listClasses, type SchoolClass } from '@tongke/contract'
import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEndpoint } from '../../lib/query.ts'
import { hintedOption } from './hinted-option.tsx'
import { FULL_WIDTH, useTyped, withChosen } from './remote-options.ts'

interface Props {
  value?: string | null | undefined
  onChange?: (id: string | null, chosen?: SchoolClass) => void
  id?: string
  scope: 'lesson' | 'administration'
  grade?: number | undefined
  orgId?: string | undefined
  /** Name to show for a value that was chosen earlier. */
  known?: string | undefined
  exclude?: readonly string[]
  placeholder?: string
  allowClear?: boolean
  'aria-label'?: string
}

/** Chooses a class; each option says its school and how many pupils sit there. */
export function ClassSelect({ value, onChange, scope, grade, orgId, known, exclude = [], ...rest }: Props) {
  const { t } = useTranslation()
  const [search, setSearch] = useTyped()
  const [picked, setPicked] = useState<SchoolClass>()
  const found = useEndpoint(listClasses, { query: { search, grade, orgId, for: scope, pageSize: 50 } })
  const labelOf = (one: SchoolClass) => `${one.orgName} ${one.name}`
  const options = (found.data?.items ?? [])
    .filter((one) => one.id === value || !exclude.includes(one.id))
    .map((one) => ({ value: one.id, label: labelOf(one), hint: t('people', { count: one.headcount }) }))
  const name = picked?.id === value && picked ? labelOf(picked) : known
  return (
    <Select
      {...rest}
      style={FULL_WIDTH}
      value={value ?? undefined}
      onChange={(next: string | undefined) => {
        const chosen = found.data?.items.find((one) => one.id === next)
        setPicked(chosen)
        onChange?.(next ?? null, chosen)
      }}
      options={withChosen(options, value && name ? { value, label: name, hint: '' } : undefined)}
      loading={found.isFetching}
      showSearch={{ filterOption: false, onSearch: setSearch }}
      optionRender={hintedOption}
    />
  )
}
