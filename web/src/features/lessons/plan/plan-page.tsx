import { getResource, listLessons, planLesson, type ResourceDetail } from '@tongke/contract'
import { App, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { paths } from '../../../config/paths.ts'
import { useMe } from '../../../lib/me.ts'
import { useAction, useEndpoint } from '../../../lib/query.ts'
import { draftWith, emptyDraft, inputOf } from './plan-draft.ts'
import { plannerOf } from './planner.ts'
import { PlanForm } from './plan-form.tsx'

const NOTHING_KNOWN = { classes: {}, people: {} }

/** A new lesson; `?resource=` brings along what it will be taught with. */
export function PlanPage() {
  const [params, setParams] = useSearchParams()
  const id = params.get('resource')
  const resource = useEndpoint(getResource, { params: { id: id ?? '' } }, { enabled: id !== null })
  const found = id !== null && resource.data?.card.id === id ? resource.data : undefined
  if (id !== null && !found && !resource.error) return <Skeleton active paragraph={{ rows: 8 }} />
  return <Plan resource={found} onDrop={() => setParams({}, { replace: true })} />
}

function Plan({ resource, onDrop }: { resource: ResourceDetail | undefined; onDrop: () => void }) {
  const { t } = useTranslation('lessons')
  const { message } = App.useApp()
  const navigate = useNavigate()
  const me = useMe().data
  const planning = useAction(planLesson, [listLessons])
  const [initial] = useState(() => {
    const empty = emptyDraft(Date.now())
    return resource ? draftWith(empty, resource.version.metadata) : empty
  })
  const materialIds = resource ? [resource.card.id] : []
  return (
    <>
      <PageHead title={t('plan.title')} note={t('note')} />
      {resource && (
        <p className="notice notice-ok plan-brought">
          <span>
            {t('plan.brought')}{' '}
            <Link to={paths.resource(resource.card.id)}>{resource.version.metadata.title}</Link>
          </span>
          <button type="button" className="button" onClick={onDrop}>
            {t('plan.drop')}
          </button>
        </p>
      )}
      <PlanForm
        initial={initial}
        planner={plannerOf(me)}
        onChange={planning.reset}
        mayStartNow
        known={NOTHING_KNOWN}
        pending={planning.isPending}
        error={planning.error}
        submitLabel={({ now }) => t(now ? 'plan.submitNow' : 'plan.submit')}
        onSubmit={(draft, pairingReason) =>
          planning.mutate(
            { body: { ...inputOf(draft), materialIds, pairingReason } },
            {
              onSuccess: (lesson) => {
                void message.success(t('plan.planned', { title: lesson.title }))
                const mine = lesson.me?.part === 'lecturer'
                void navigate(draft.now && mine ? paths.room(lesson.id) : paths.lesson(lesson.id))
              },
            },
          )
        }
      />
    </>
  )
}
