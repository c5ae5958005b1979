import { listPeople, type Person } from '@tongke/contract'
import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEndpoint } from '../../lib/query.ts'
import { hintedOption } from './hinted-option.tsx'
import { FULL_WIDTH, useTyped, withChosen } from './remote-options.ts'

interface Props {
  value?: string | null | undefined
  onChange?: (id: string | null) => void
  id?: string
  /** Only people with a post there. */
  orgId?: string | undefined
  known?: string | undefined
  placeholder?: string
  allowClear?: boolean
  disabled?: boolean
  'aria-label'?: string
}

/** Chooses a teacher; two of the same name are told apart by their school. */
export function PersonSelect({ value, onChange, orgId, known, ...rest }: Props) {
  const { t } = useTranslation()
  const [search, setSearch] = useTyped()
  const [picked, setPicked] = useState<Person>()
  const found = useEndpoint(listPeople, { query: { search, orgId, for: 'lesson', pageSize: 50 } })
  const options = (found.data?.items ?? []).map((person) => ({
    value: person.id,
    label: person.name,
    hint: [person.posts[0]?.orgName, ...person.subjects.map((subject) => t(`subject.${subject}`))]
      .filter(Boolean)
      .join(' · '),
  }))
  const name = picked?.id === value && picked ? picked.name : known
  return (
    <Select
      {...rest}
      style={FULL_WIDTH}
      value={value ?? undefined}
      onChange={(next: string | undefined) => {
        setPicked(found.data?.items.find((person) => person.id === next))
        onChange?.(next ?? null)
      }}
      options={withChosen(options, value && name ? { value, label: name, hint: '' } : undefined)}
      loading={found.isFetching}
      showSearch={{ filterOption: false, onSearch: setSearch }}
      optionRender={hintedOption}
    />
  )
}
