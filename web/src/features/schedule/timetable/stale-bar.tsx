import { listStaleLessons } from '@tongke/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEndpoint } from '../../../lib/query.ts'
import { StaleDialog } from './stale-dialog.tsx'

/** Lessons made before the timetable changed are still where their slots were: said until somebody has decided on each. */
export function StaleBar({ termId, orgId }: { termId: string; orgId: string | null }) {
  const { t } = useTranslation('timetable')
  const [open, setOpen] = useState(false)
  const stale = useEndpoint(listStaleLessons, { query: { termId, orgId: orgId ?? undefined } })
  const items = stale.isPlaceholderData ? [] : (stale.data?.items ?? [])
  const undecided = items.filter(({ stays }) => !stays)
  if (undecided.length === 0) return null
  return (
    <>
      <div className="lift-bar stale-bar" role="status">
        {t('stale.note', { count: undecided.length })}
        <Button size="small" onClick={() => setOpen(true)}>
          {t('stale.open')}
        </Button>
      </div>
      {open && <StaleDialog termId={termId} items={items} onClose={() => setOpen(false)} />}
    </>
  )
}
