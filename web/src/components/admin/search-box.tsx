import { SearchOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListQuery } from './use-list-query.ts'

const TYPING_PAUSE_MS = 300

/** Searches while one types, after a short pause. */
export function SearchBox({ list, placeholder }: { list: ListQuery; placeholder: string }) {
  const { t } = useTranslation()
  const [text, setText] = useState(list.search ?? '')
  const { set, search = '' } = list
  useEffect(() => {
    if (text.trim() === search) return
    const timer = setTimeout(() => set({ search: text.trim() }), TYPING_PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text, search, set])
  return (
    <Input
      className="grow"
      allowClear
      type="search"
      aria-label={t('search')}
      prefix={<SearchOutlined className="quiet" />}
      placeholder={placeholder}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  )
}
