import { CourseInput, createCourse, listCourses } from '@tongke/contract'
import { Button, Form, Modal, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useContractForm } from '../../../components/admin/use-contract-form.ts'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { paths } from '../../../config/paths.ts'
import { useMe } from '../../../lib/me.ts'
import { useAction } from '../../../lib/query.ts'
import { CourseFields } from '../parts/course-fields.tsx'

interface Props {
  schools: readonly { orgId: string; orgName: string }[]
  onClose: () => void
}

/** The few lines a course begins with; its units come next. */
export function NewCourse({ schools, onClose }: Props) {
  const { t } = useTranslation('courses')
  const me = useMe().data
  const navigate = useNavigate()
  const { form, field, read, showRefusal } = useContractForm(CourseInput, (name) => t(`field.${name}`))
  const creating = useAction(createCourse, [listCourses])
  const orgId = (Form.useWatch('orgId', form) as string | undefined) ?? schools[0]?.orgId ?? ''
  const create = async () =>
    creating.mutate(
      { body: { ...(await read()), orgId } },
      { onSuccess: ({ card }) => void navigate(paths.editCourse(card.id)), onError: showRefusal },
    )
  return (
    <Modal title={t('new.title')} open onCancel={onClose} footer={null} width={640}>
      <Form
        form={form}
        layout="vertical"
        requiredMark="optional"
        initialValues={{ orgId: schools[0]?.orgId, teacherIds: me?.kind === 'person' ? [me.id] : [] }}
        onValuesChange={(changed: { gradeFrom?: number; orgId?: string }) => {
          if (changed.gradeFrom) form.setFieldValue('gradeTo', changed.gradeFrom)
        }}
        onFinish={() => void create().catch(() => undefined)}
      >
        {creating.error && (
          <div className="form-error">
            <ErrorNotice error={creating.error} traced={creating.error.status >= 500} />
          </div>
        )}
        {schools.length > 1 && (
          <Form.Item name="orgId" label={t('field.orgId')}>
            <Select options={schools.map((one) => ({ value: one.orgId, label: one.orgName }))} />
          </Form.Item>
        )}
        <CourseFields brief field={field} orgId={orgId} known={me?.kind === 'person' ? [me] : []} />
        <div className="drawer-foot">
          <div>
            <Button type="primary" htmlType="submit" loading={creating.isPending}>
              {t('new.create')}
            </Button>
          </div>
        </div>
      </Form>
    </Modal>
  )
}
