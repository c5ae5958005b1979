import { CloseOutlined, ReadOutlined } from '@ant-design/icons'
import { getNode, type CurriculumNode, type NodeKind, type Subject } from '@tongke/contract'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../lib/api.ts'
import { useEndpoint } from '../../lib/query.ts'
import { NodeWords } from './node-words.tsx'
import './curriculum.css'

interface Props {
  value?: string | null | undefined
  /** The node with its trail comes along, so that nobody has to ask for it again. */
  onChange?: (id: string | null, node: CurriculumNode | null) => void
  id?: string
  /** Where the dialog opens, and what its search finds first. */
  subject?: Subject | undefined
  grade?: number | undefined
  editionId?: string | undefined
  /** What may be chosen; everything unless told. */
  kinds?: readonly NodeKind[]
  placeholder?: string
  disabled?: boolean
  'aria-label'?: string
}

const NodeDialog = lazy(() => import('./node-dialog.tsx'))
const ALL: readonly NodeKind[] = ['volume', 'unit', 'lesson']

/** Chooses a node of the curriculum tree: by title or pinyin initials, or step by step from stage to lesson. */
export function NodePicker({ value, onChange, kinds = ALL, placeholder, disabled, id, ...rest }: Props) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const chosen = useEndpoint(
    getNode,
    { params: { id: value ?? '' } },
    { enabled: Boolean(value), staleTime: 300_000 },
  )
  const node = value ? chosen.data : undefined
  const pick = (nodeId: string) =>
    call(getNode, { params: { id: nodeId } }).then(
      (found) => {
        setOpen(false)
        onChange?.(found.id, found)
      },
      // The tree changed under the dialog: it stays open and shows what there is now.
      () => undefined,
    )
  return (
    <div className="node-picker" data-disabled={disabled}>
      <button
        type="button"
        id={id}
        className="node-picker-field"
        disabled={disabled}
        aria-label={rest['aria-label']}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <ReadOutlined className="quiet" />
        {node ? (
          <NodeWords node={node} />
        ) : (
          <span className="quiet">{placeholder ?? t('nodePicker.choose')}</span>
        )}
      </button>
      {value && !disabled && (
        <button
          type="button"
          className="node-picker-clear"
          aria-label={t('nodePicker.clear')}
          onClick={() => onChange?.(null, null)}
        >
          <CloseOutlined />
        </button>
      )}
      {open && (
        <Suspense fallback={null}>
          <NodeDialog
            kinds={kinds}
            wanted={{
              subject: node?.subject ?? rest.subject,
              grade: node?.gradeFrom ?? rest.grade,
              editionId: node?.editionId ?? rest.editionId,
              volumeId: node?.trail[0]?.id,
            }}
            chosenId={value ?? undefined}
            onPick={(nodeId) => void pick(nodeId)}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </div>
  )
}
