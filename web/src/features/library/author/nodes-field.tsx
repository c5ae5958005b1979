import type { Subject } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { NodePicker } from '../../../components/curriculum/node-picker.tsx'

interface Props {
  value?: readonly string[]
  onChange?: (ids: string[]) => void
  id?: string
  subject: Subject | undefined
  grade: number | undefined
  max: number
}

/** Places in the curriculum, one under the other, with room for one more. */
export function NodesField({ value = [], onChange, id, subject, grade, max }: Props) {
  const { t } = useTranslation('author')
  const put = (index: number, nodeId: string | null) => {
    const next = [...value.slice(0, index), ...(nodeId ? [nodeId] : []), ...value.slice(index + 1)]
    onChange?.([...new Set(next)])
  }
  const rows = value.length < max ? [...value, null] : value
  return (
    <div className="nodes-field" id={id}>
      {rows.map((nodeId, index) => (
        <NodePicker
          key={nodeId ?? 'next'}
          value={nodeId}
          subject={subject}
          grade={grade}
          aria-label={t('field.nodeIds')}
          placeholder={t(index === 0 ? 'placeholder.node' : 'placeholder.anotherNode')}
          onChange={(chosen) => put(index, chosen)}
        />
      ))}
    </div>
  )
}
