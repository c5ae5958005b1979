import { getNode, listTextbooks, type CurriculumNode } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { useEndpoint } from '../../../lib/query.ts'
import { schoolYearOf } from '../../../lib/school-year.ts'
import { useNow } from '../../../lib/use-now.ts'
import type { KnownClasses } from './legs-field.tsx'
import type { PlanDraft } from './plan-draft.ts'

const STALE_MS = 300_000
const HOUR_MS = 3_600_000

/** Schools whose pupils have another book in their hands. Nothing is refused: the lecturer should know. */
export function EditionHints({
  draft,
  nodeId,
  classes,
}: {
  draft: PlanDraft
  nodeId: string
  classes: KnownClasses
}) {
  const { t } = useTranslation('lessons')
  const now = useNow(HOUR_MS)
  const node = useEndpoint(getNode, { params: { id: nodeId } }, { staleTime: STALE_MS }).data
  if (node?.id !== nodeId) return null
  const { grade } = draft
  const schoolYear = schoolYearOf(draft.now ? now : (draft.plannedStart ?? now))
  const ids = [draft.lectureClassId, ...draft.legs.map(({ classId }) => classId)]
  const schools = new Map(
    ids.flatMap((id) => {
      const one = id ? classes[id] : undefined
      return one?.orgId ? [[one.orgId, one.orgName] as const] : []
    }),
  )
  return (
    <div className="plan-hints" role="status">
      {grade !== undefined && (grade < node.gradeFrom || grade > node.gradeTo) && (
        <p className="notice notice-warn">{t('plan.otherGrade')}</p>
      )}
      {[...schools].map(([orgId, orgName]) => (
        <EditionHint
          key={orgId}
          orgId={orgId}
          orgName={orgName}
          schoolYear={schoolYear}
          node={node}
          grade={grade ?? node.gradeFrom}
        />
      ))}
    </div>
  )
}

interface HintProps {
  orgId: string
  orgName: string
  schoolYear: number
  node: CurriculumNode
  grade: number
}

function EditionHint({ orgId, orgName, schoolYear, node, grade }: HintProps) {
  const { t } = useTranslation('lessons')
  const books = useEndpoint(listTextbooks, { query: { orgId, schoolYear } }, { staleTime: STALE_MS })
  if (!books.data || books.isPlaceholderData) return null
  const used = books.data.items.find((one) => one.subject === node.subject && one.grade === grade)
  if (!used || used.editionId === node.editionId) return null
  return (
    <p className="notice notice-warn">
      {t('plan.otherEdition', { school: orgName, theirs: used.editionName, chosen: node.editionName })}
    </p>
  )
}
