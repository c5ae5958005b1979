import { Button, Grid, Skeleton, Switch, Tree } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ListQuery } from '../../components/admin/use-list-query.ts'
import { choose, placesOf } from '../../components/curriculum/choice.ts'
import { useOutline } from '../../components/curriculum/use-outline.ts'
import { VolumeSteps } from '../../components/curriculum/volume-steps.tsx'
import { BlankState } from '../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../components/plain/error-words.tsx'
import { useTreeData } from './tree-data.ts'
import { VolumePanel } from './volume-panel.tsx'

interface Props {
  list: ListQuery
  /** Absent for those who only read. */
  onImport: (() => void) | undefined
}

/** The tree at the left, one volume at the right; on a narrow screen four choices stand for the tree. */
export function TreePanel({ list, onImport }: Props) {
  const { t } = useTranslation('curriculum')
  const { xl: wide = true } = Grid.useBreakpoint()
  const closed = list.get('closed') === 'true'
  const { data: outline, error, refetch } = useOutline(closed)
  const treeData = useTreeData(outline)
  if (error && !outline) return <ErrorPanel error={error} onRetry={() => void refetch()} />
  if (!outline) return <Skeleton active paragraph={{ rows: 10 }} />
  const places = placesOf(outline)
  const asked = places.find(({ volume }) => volume.id === list.get('volume'))
  const choice = choose(outline, {
    stage: asked?.stage,
    subject: asked?.subject,
    editionId: asked?.edition.id,
    volumeId: asked?.volume.id,
  })
  const { volume, edition } = choice
  if (!volume || !edition)
    return (
      <div className="card">
        <BlankState
          title={t('empty')}
          hint={onImport && t('emptyHint')}
          action={onImport && <Button onClick={onImport}>{t('import.open')}</Button>}
        />
      </div>
    )
  const show = (id: string | undefined) => id && list.set({ volume: id })
  const above = [choice.stage, `${choice.stage}/${choice.subject}`, `${choice.stage}/${edition.id}`]
  return (
    <div className="curriculum">
      {wide ? (
        <nav className="curriculum-tree card" aria-label={t('tree')}>
          {onImport && <ClosedSwitch list={list} />}
          <Tree
            blockNode
            key={`${closed}`}
            treeData={treeData}
            defaultExpandedKeys={above.map(String)}
            selectedKeys={[`${choice.stage}/${volume.id}`]}
            expandAction="click"
            onSelect={([key], { node }) => node.isLeaf && show(String(key).split('/')[1])}
          />
        </nav>
      ) : (
        <div>
          {onImport && <ClosedSwitch list={list} />}
          <VolumeSteps choice={choice} onChange={(wanted) => show(choose(outline, wanted).volume?.id)} />
        </div>
      )}
      <VolumePanel key={volume.id} volumeId={volume.id} edition={edition} manages={onImport !== undefined} />
    </div>
  )
}

function ClosedSwitch({ list }: { list: ListQuery }) {
  const { t } = useTranslation('curriculum')
  return (
    <label className="curriculum-closed">
      <Switch
        size="small"
        checked={list.get('closed') === 'true'}
        onChange={(closed) => list.set({ closed: closed ? 'true' : undefined })}
      />{' '}
      {t('showClosed')}
    </label>
  )
}
