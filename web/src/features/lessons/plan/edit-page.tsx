import { getLesson, listLessons, updateLesson, type LessonDetail } from '@tongke/contract'
import { App, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { paths } from '../../../config/paths.ts'
import { useMe } from '../../../lib/me.ts'
import { useAction, useEndpoint } from '../../../lib/query.ts'
import { draftOf, inputOf } from './plan-draft.ts'
import { plannerOf } from './planner.ts'
import { PlanForm } from './plan-form.tsx'

function knownFrom({ summary, state: { plan } }: LessonDetail) {
  const classes = Object.fromEntries(
    plan.legs.map((leg) => [
      leg.classId,
      { orgId: leg.orgId, orgName: leg.orgName, name: leg.className, headcount: leg.headcount },
    ]),
  )
  const lecture = { orgId: '', orgName: summary.lectureOrgName, name: summary.lectureClassName, headcount: 0 }
  const assistants = plan.legs.flatMap((leg) =>
    leg.assistantId ? [[leg.assistantId, leg.assistantName ?? '']] : [],
  )
  return {
    classes: { ...classes, [plan.lectureClass.id]: lecture },
    people: Object.fromEntries([...assistants, [plan.lecturer.id, plan.lecturer.name]]) as Record<
      string,
      string
    >,
  }
}

export function EditPage() {
  const { id = '' } = useParams()
  const lesson = useEndpoint(getLesson, { params: { id } })
  if (lesson.error) return <ErrorPanel error={lesson.error} onRetry={() => void lesson.refetch()} />
  // What was read on an earlier page may be old, and saving it would be refused.
  if (!lesson.data || !lesson.isFetchedAfterMount) return <Skeleton active />
  return <EditForm key={id} id={id} lesson={lesson.data} />
}

function EditForm({ id, lesson }: { id: string; lesson: LessonDetail }) {
  const { t } = useTranslation('lessons')
  const { t: common } = useTranslation()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const me = useMe().data
  // The draft begins with this reading, so its revision goes with it, whatever is read later.
  const [read] = useState(lesson)
  const saving = useAction(updateLesson, [listLessons, getLesson])
  return (
    <>
      <PageHead title={t('plan.edit')} note={read.summary.title} />
      <PlanForm
        initial={draftOf(read)}
        planner={plannerOf(me)}
        onChange={saving.reset}
        mayStartNow={false}
        known={knownFrom(read)}
        pending={saving.isPending}
        error={saving.error}
        submitLabel={() => t('plan.save')}
        onSubmit={(draft, pairingReason) =>
          saving.mutate(
            { params: { id }, body: { ...inputOf(draft), version: read.state.revision, pairingReason } },
            {
              onSuccess: () => {
                void message.success(common('saved'))
                void navigate(paths.lesson(id))
              },
            },
          )
        }
      />
    </>
  )
}
