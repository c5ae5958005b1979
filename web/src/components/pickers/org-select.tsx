import { getOrganization, listOrganizations, type OrgKind } from '@tongke/contract'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useEndpoint } from '../../lib/query.ts'
import { hintedOption } from './hinted-option.tsx'
import { FULL_WIDTH, useTyped, withChosen } from './remote-options.ts'

interface Props {
  value?: string | null | undefined
  onChange?: (id: string | null) => void
  id?: string
  kinds?: readonly OrgKind[]
  placeholder?: string
  allowClear?: boolean
  disabled?: boolean
  className?: string
  'aria-label'?: string
}

/** Chooses an organization by name, pinyin initials or code. */
export function OrgSelect({ value, onChange, kinds, ...rest }: Props) {
  const { t } = useTranslation()
  const [search, setSearch] = useTyped()
  const found = useEndpoint(listOrganizations, { query: { search, pageSize: 50 } })
  const chosen = useEndpoint(
    getOrganization,
    { params: { id: value ?? '' } },
    { enabled: Boolean(value), staleTime: 300_000 },
  )
  const option = (org: { id: string; name: string; kind: OrgKind }) => ({
    value: org.id,
    label: org.name,
    hint: t(`kind.${org.kind}`),
  })
  const options = (found.data?.items ?? []).filter((org) => !kinds || kinds.includes(org.kind)).map(option)
  return (
    <Select
      {...rest}
      style={FULL_WIDTH}
      value={value ?? undefined}
      onChange={(next: string | undefined) => onChange?.(next ?? null)}
      options={withChosen(options, value && chosen.data ? option(chosen.data) : undefined)}
      loading={found.isFetching}
      showSearch={{ filterOption: false, onSearch: setSearch }}
      optionRender={hintedOption}
    />
  )
}
