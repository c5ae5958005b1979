import { SearchOutlined } from '@ant-design/icons'
import { getVolume, searchNodes, type NodeKind, type Outline } from '@tongke/contract'
import { Input, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEndpoint } from '../../lib/query.ts'
import { dateOf } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { useTyped } from '../pickers/remote-options.ts'
import { ErrorPanel } from '../plain/error-words.tsx'
import { choose, nearestFirst, type Wanted } from './choice.ts'
import { NodeWords } from './node-words.tsx'
import { useOutline } from './use-outline.ts'
import { VolumeSteps } from './volume-steps.tsx'

const MOST_FOUND = 50
const HOUR_MS = 3_600_000

interface Props {
  kinds: readonly NodeKind[]
  wanted: Wanted
  chosenId: string | undefined
  onPick: (nodeId: string) => void
}

/** The inside of the picker's dialog. */
export function NodeChooser(props: Props) {
  const { t } = useTranslation()
  const outline = useOutline()
  const [search, setSearch] = useTyped()
  if (outline.error && !outline.data)
    return <ErrorPanel error={outline.error} onRetry={() => void outline.refetch()} />
  return (
    <div className="node-chooser">
      <Input
        type="search"
        allowClear
        autoFocus
        prefix={<SearchOutlined className="quiet" />}
        placeholder={t('nodePicker.search')}
        aria-label={t('nodePicker.search')}
        onChange={(event) => setSearch(event.target.value)}
      />
      {search ? (
        <Found {...props} search={search} />
      ) : outline.data ? (
        <Contents {...props} outline={outline.data} />
      ) : (
        <Skeleton active paragraph={{ rows: 6 }} />
      )}
    </div>
  )
}

function Found({ search, wanted, chosenId, onPick, kinds }: Props & { search: string }) {
  const { t } = useTranslation()
  const { data } = useEndpoint(searchNodes, {
    query: { search, subject: wanted.subject, pageSize: MOST_FOUND },
  })
  const items = nearestFirst(data?.items ?? [], wanted).filter(({ kind }) => kinds.includes(kind))
  if (!data) return <Skeleton active paragraph={{ rows: 6 }} />
  if (items.length === 0) return <p className="quiet">{t('nodePicker.noMatch')}</p>
  return (
    <>
      <ul className="node-list">
        {items.map((node) => (
          <li key={node.id}>
            <button type="button" aria-current={node.id === chosenId} onClick={() => onPick(node.id)}>
              <NodeWords node={node} />
            </button>
          </li>
        ))}
      </ul>
      {data.total > MOST_FOUND && <p className="sub">{t('nodePicker.more', { count: MOST_FOUND })}</p>}
    </>
  )
}

function Contents({ outline, wanted: first, ...rest }: Props & { outline: Outline }) {
  const { t } = useTranslation()
  const [wanted, setWanted] = useState<Wanted>(first)
  const choice = choose(outline, wanted)
  if (!choice.volume) return <p className="quiet">{t('nodePicker.empty')}</p>
  return (
    <>
      <VolumeSteps choice={choice} onChange={setWanted} />
      <VolumeNodes {...rest} volumeId={choice.volume.id} />
    </>
  )
}

function VolumeNodes({ volumeId, kinds, chosenId, onPick }: Omit<Props, 'wanted'> & { volumeId: string }) {
  const { t } = useTranslation()
  const today = dateOf(useNow(HOUR_MS))
  const { data, isPlaceholderData } = useEndpoint(
    getVolume,
    { params: { id: volumeId } },
    { staleTime: 60_000 },
  )
  if (!data || isPlaceholderData) return <Skeleton active paragraph={{ rows: 6 }} />
  const entry = (id: string, title: string, kind: NodeKind) =>
    kinds.includes(kind) ? (
      <button type="button" data-kind={kind} aria-current={id === chosenId} onClick={() => onPick(id)}>
        {kind === 'volume' ? t('nodePicker.whole', { title }) : title}
      </button>
    ) : (
      <span data-kind={kind}>{title}</span>
    )
  const isOpen = ({ closedOn }: { closedOn: string | null }) => closedOn === null || closedOn > today
  return (
    <ul className="node-list">
      {kinds.includes('volume') && <li>{entry(data.volume.id, data.volume.title, 'volume')}</li>}
      {data.children.filter(isOpen).map((child) => (
        <li key={child.id}>
          {entry(child.id, child.title, child.kind)}
          {child.lessons.length > 0 && (
            <ul>
              {child.lessons.filter(isOpen).map((lesson) => (
                <li key={lesson.id}>{entry(lesson.id, lesson.title, 'lesson')}</li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  )
}
