import { listPeople } from '@tongke/contract'
import { Select } from 'antd'
import { useState } from 'react'
import { hintedOption } from '../../../../components/pickers/hinted-option.tsx'
import { FULL_WIDTH, useTyped } from '../../../../components/pickers/remote-options.ts'
import { useEndpoint } from '../../../../lib/query.ts'

interface Props {
  value?: string[]
  onChange?: (ids: string[]) => void
  id?: string
  known: readonly { id: string; name: string }[]
}

/** Several people by name. */
export function PeopleSelect({ value, onChange, id, known }: Props) {
  const [search, setSearch] = useTyped()
  const [names, setNames] = useState(() => new Map(known.map((one) => [one.id, one.name])))
  const found = useEndpoint(listPeople, { query: { search, for: 'lesson', pageSize: 50 } })
  const items = found.data?.items ?? []
  const options = [
    ...(value ?? [])
      .filter((one) => !items.some((person) => person.id === one))
      .map((one) => ({ value: one, label: names.get(one) ?? '', hint: '' })),
    ...items.map((person) => ({
      value: person.id,
      label: person.name,
      hint: person.posts[0]?.orgName ?? '',
    })),
  ]
  return (
    <Select
      {...(id ? { id } : {})}
      mode="multiple"
      style={FULL_WIDTH}
      value={value ?? []}
      onChange={(next: string[]) => {
        setNames(new Map([...names, ...options.map((one) => [one.value, one.label] as const)]))
        onChange?.(next)
      }}
      options={options}
      loading={found.isFetching}
      showSearch={{ filterOption: false, onSearch: setSearch }}
      optionRender={hintedOption}
    />
  )
}
