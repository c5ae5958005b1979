import type { CurriculumNode } from '@tongke/contract'
import { useTranslation } from 'react-i18next'

/** Title, and under it where it is. */
export function NodeWords({ node }: { node: CurriculumNode }) {
  const { t } = useTranslation()
  const above = node.trail.slice(0, -1).map(({ title }) => title)
  return (
    <span className="node-words">
      <strong>{node.title}</strong>
      <span className="sub">{[t(`subject.${node.subject}`), node.editionName, ...above].join(' · ')}</span>
    </span>
  )
}
