import { getPairingCover } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { useEndpoint } from '../../../lib/query.ts'
import { useNow } from '../../../lib/use-now.ts'
import type { KnownClasses } from './legs-field.tsx'
import type { PlanDraft } from './plan-draft.ts'

const STALE_MS = 60_000
const HOUR_MS = 3_600_000

interface Props {
  draft: PlanDraft
  classes: KnownClasses
}

/** Classes that no agreement in force lets listen to this lesson: planned all the same, it wants a reason. */
export function PairingHints({ draft, classes }: Props) {
  const now = useNow(HOUR_MS)
  const { lectureClassId, subject, legs, type } = draft
  const at = draft.now ? now : draft.plannedStart
  if (type !== 'delivery' || !lectureClassId || !subject || at === undefined) return null
  return (
    <div className="plan-hints" role="status">
      {legs.flatMap(({ classId }) => {
        const known = classId ? classes[classId] : undefined
        if (!classId || !known) return []
        return [
          <Hint
            key={classId}
            query={{ lectureClassId, listeningClassId: classId, subject, at }}
            name={`${known.orgName} ${known.name}`}
          />,
        ]
      })}
    </div>
  )
}

type Query = NonNullable<Parameters<typeof useEndpoint<typeof getPairingCover>>[1]['query']>

function Hint({ query, name }: { query: Query; name: string }) {
  const { t } = useTranslation('lessons')
  const cover = useEndpoint(getPairingCover, { query }, { staleTime: STALE_MS })
  if (!cover.data || cover.isPlaceholderData || cover.data.covered) return null
  return (
    <p className="notice notice-warn">
      {t(cover.data.pairingId === null ? 'plan.unpaired' : 'plan.otherScope', { name })}
    </p>
  )
}
