import type { Outline } from '@tongke/contract'
import type { TreeDataNode } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

/** The outline for antd's tree. Keys begin with the stage: an edition may stand under two. */
export function useTreeData(outline: Outline | undefined): TreeDataNode[] {
  const { t } = useTranslation()
  return useMemo(() => {
    const dimmed = (closedOn: string | null) => (closedOn ? 'curriculum-dimmed' : '')
    return (outline?.stages ?? []).map(({ stage, subjects }) => ({
      key: stage,
      title: t(`stage.${stage}`),
      selectable: false,
      children: subjects.map(({ subject, editions }) => ({
        key: `${stage}/${subject}`,
        title: t(`subject.${subject}`),
        selectable: false,
        children: editions.map((edition) => ({
          key: `${stage}/${edition.id}`,
          title: edition.name,
          className: dimmed(edition.closedOn),
          selectable: false,
          children: edition.volumes.map((volume) => ({
            key: `${stage}/${volume.id}`,
            title: volume.title,
            className: dimmed(volume.closedOn),
            isLeaf: true,
          })),
        })),
      })),
    }))
  }, [outline, t])
}
