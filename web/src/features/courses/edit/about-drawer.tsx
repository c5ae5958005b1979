import { CourseInput, getCourse, listCourses, updateCourse, type CourseDetail } from '@tongke/contract'
import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { FormDrawer } from '../../../components/admin/form-drawer.tsx'
import { useContractForm } from '../../../components/admin/use-contract-form.ts'
import { useAction } from '../../../lib/query.ts'
import { CourseFields } from '../parts/course-fields.tsx'

interface Props {
  detail: CourseDetail
  /** The one on the server now. */
  revision: number
  onSaved: (revision: number) => void
  onClose: () => void
}

/** What the course says of itself, changed while it is a draft. */
export function AboutDrawer({ detail, revision, onSaved, onClose }: Props) {
  const { t } = useTranslation('courses')
  const { card, nodeId, teachers } = detail
  const { form, field, read, showRefusal } = useContractForm(CourseInput, (name) => t(`field.${name}`))
  const saving = useAction(updateCourse, [getCourse, listCourses])
  const save = async () =>
    saving.mutate(
      { params: { id: card.id }, body: { ...(await read()), revision } },
      {
        onSuccess: (stored) => {
          onSaved(stored.revision)
          onClose()
        },
        onError: showRefusal,
      },
    )
  const { title, summary, subject, gradeFrom, gradeTo, startsOn } = card
  const teacherIds = teachers.map(({ id }) => id)
  return (
    <FormDrawer
      title={t('edit.about')}
      open
      pending={saving.isPending}
      error={saving.error}
      onSave={() => void save().catch(() => undefined)}
      onClose={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark="optional"
        initialValues={{ title, summary, subject, gradeFrom, gradeTo, startsOn, nodeId, teacherIds }}
      >
        <CourseFields field={field} orgId={card.orgId} known={teachers} />
      </Form>
    </FormDrawer>
  )
}
