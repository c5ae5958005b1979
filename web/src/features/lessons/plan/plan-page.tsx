import { listLessons, planLesson } from '@tongke/contract'
import { App } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { paths } from '../../../config/paths.ts'
import { useMe } from '../../../lib/me.ts'
import { useAction } from '../../../lib/query.ts'
import { emptyDraft, inputOf } from './plan-draft.ts'
import { plannerOf } from './planner.ts'
import { PlanForm } from './plan-form.tsx'

const NOTHING_KNOWN = { classes: {}, people: {} }

export function PlanPage() {
  const { t } = useTranslation('lessons')
  const { message } = App.useApp()
  const navigate = useNavigate()
  const me = useMe().data
  const planning = useAction(planLesson, [listLessons])
  const [initial] = useState(() => emptyDraft(Date.now()))
  return (
    <>
      <PageHead title={t('plan.title')} note={t('note')} />
      <PlanForm
        initial={initial}
        planner={plannerOf(me)}
        onChange={planning.reset}
        mayStartNow
        known={NOTHING_KNOWN}
        pending={planning.isPending}
        error={planning.error}
        submitLabel={({ now }) => t(now ? 'plan.submitNow' : 'plan.submit')}
        onSubmit={(draft) =>
          planning.mutate(
            { body: inputOf(draft) },
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
