import { EllipsisOutlined } from '@ant-design/icons'
import { getVolume, type OutlineEdition, type TreeItem, type VolumeTree } from '@tongke/contract'
import { Button, Dropdown, Skeleton, type MenuProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { BlankState } from '../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../components/plain/error-words.tsx'
import { useEndpoint } from '../../lib/query.ts'
import { useClosing } from './use-closing.tsx'
import { useExport } from './use-export.ts'

interface Props {
  volumeId: string
  edition: OutlineEdition
  manages: boolean
}

/** Units and lessons of one volume. */
export function VolumePanel({ volumeId, edition, manages }: Props) {
  const { t } = useTranslation('curriculum')
  const { data, error, refetch } = useEndpoint(getVolume, { params: { id: volumeId } })
  if (error && !data) return <ErrorPanel error={error} onRetry={() => void refetch()} />
  if (!data || data.volume.id !== volumeId)
    return (
      <section className="volume card">
        <Skeleton active paragraph={{ rows: 10 }} />
      </section>
    )
  return (
    <section className="volume card" aria-label={data.volume.title}>
      <VolumeHead tree={data} edition={edition} manages={manages} />
      {data.children.length === 0 && <BlankState title={t('emptyVolume')} />}
      <ol className="volume-units">
        {data.children.map((child) => (
          <li key={child.id}>
            <Line item={child} manages={manages} />
            {child.lessons.length > 0 && (
              <ol>
                {child.lessons.map((lesson) => (
                  <li key={lesson.id}>
                    <Line item={lesson} manages={manages} />
                  </li>
                ))}
              </ol>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

function VolumeHead({
  tree,
  edition,
  manages,
}: {
  tree: VolumeTree
  edition: OutlineEdition
  manages: boolean
}) {
  const { t } = useTranslation('curriculum')
  const { t: common } = useTranslation()
  const { volume, children } = tree
  const units = children.filter(({ kind }) => kind === 'unit').length
  const lessons = children.reduce((sum, child) => sum + child.lessons.length, children.length - units)
  return (
    <header className="volume-head">
      <div>
        <h2>{volume.title}</h2>
        <p className="quiet">
          {common(`subject.${volume.subject}`)} · {volume.editionName} · {t(`system.${edition.schoolSystem}`)}{' '}
          · {t('lessons', { units, lessons })}
        </p>
        <p className="volume-marks">
          <span className="mono quiet">{volume.code}</span>
          {!edition.isNew && <span className="pill">{t('old')}</span>}
          {edition.closedOn && (
            <span className="pill pill-warn">
              {edition.name} {t('closedSince', { date: edition.closedOn })}
            </span>
          )}
          {volume.closedOn && (
            <span className="pill pill-warn">{t('closedSince', { date: volume.closedOn })}</span>
          )}
        </p>
      </div>
      {manages && <VolumeMenu tree={tree} edition={edition} />}
    </header>
  )
}

function VolumeMenu({ tree: { volume }, edition }: { tree: VolumeTree; edition: OutlineEdition }) {
  const { t } = useTranslation('curriculum')
  const { closeNode, openNode, closeEdition, openEdition } = useClosing()
  const exportEdition = useExport()
  const one = { id: edition.id, title: edition.name }
  const items: MenuProps['items'] = [
    { key: 'export', label: t('export'), onClick: () => exportEdition(edition) },
    { type: 'divider' },
    volume.closedOn
      ? { key: 'open', label: t('open'), onClick: () => openNode(volume) }
      : { key: 'close', label: t('closeVolume'), danger: true, onClick: () => closeNode(volume) },
    edition.closedOn
      ? { key: 'openEdition', label: t('openEdition'), onClick: () => openEdition(one) }
      : { key: 'closeEdition', label: t('closeEdition'), danger: true, onClick: () => closeEdition(one) },
  ]
  return (
    <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
      <Button icon={<EllipsisOutlined />} aria-label={t('more')} />
    </Dropdown>
  )
}

function Line({ item, manages }: { item: TreeItem; manages: boolean }) {
  const { t } = useTranslation('curriculum')
  const { closeNode, openNode } = useClosing()
  return (
    <div className="volume-line" data-kind={item.kind} data-closed={item.closedOn !== null}>
      <span className="volume-title">{item.title}</span>
      {item.closedOn && <span className="pill">{t('closedSince', { date: item.closedOn })}</span>}
      <span className="mono quiet volume-code">{item.code}</span>
      {manages && (
        <Button
          size="small"
          type="text"
          className="volume-action"
          aria-label={`${t(item.closedOn ? 'open' : 'close')} ${item.title}`}
          onClick={() => (item.closedOn ? openNode(item) : closeNode(item))}
        >
          {t(item.closedOn ? 'open' : 'close')}
        </Button>
      )}
    </div>
  )
}
