import {
  createCoursePlan,
  listCoursePlans,
  type CoursePlanCard,
  type OrgKind,
  type PlanLayer,
} from '@tongke/contract'
import { Form, Input, Modal, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { OrgSelect } from '../../../components/pickers/org-select.tsx'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { paths } from '../../../config/paths.ts'
import { useAction } from '../../../lib/query.ts'

const SCHOOLS: readonly OrgKind[] = ['urban', 'centre', 'village', 'point']
const STANDARD = 'standard'

interface Props {
  schoolYear: number
  layers: readonly PlanLayer[]
  plans: readonly CoursePlanCard[]
  onClose: () => void
}

interface Values {
  layer: PlanLayer
  orgId: string | null
  sourceDoc: string
  copyOf: string
}

/** The few lines a plan begins with; its table comes next. */
export function NewPlan({ schoolYear, layers, plans, onClose }: Props) {
  const { t } = useTranslation('calendar')
  const { t: common } = useTranslation()
  const navigate = useNavigate()
  const [form] = Form.useForm<Values>()
  const creating = useAction(createCoursePlan, [listCoursePlans])
  const layer = Form.useWatch('layer', form) ?? layers[0]
  const create = ({ orgId, copyOf, ...values }: Values) =>
    creating.mutate(
      {
        body: {
          ...values,
          schoolYear,
          orgId: values.layer === 'school' ? orgId : null,
          copyOf: copyOf === STANDARD ? null : copyOf,
        },
      },
      { onSuccess: ({ id }) => void navigate(paths.coursePlan(id)) },
    )
  const required = (name: string) => [{ required: true, message: common('field.required', { name }) }]
  return (
    <Modal
      open
      title={t('plan.newTitle')}
      okText={t('plan.create')}
      okButtonProps={{ loading: creating.isPending }}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark="optional"
        initialValues={{ layer: layers[0], orgId: null, copyOf: plans[0]?.id ?? STANDARD }}
        onFinish={create}
      >
        {creating.error && (
          <div className="form-error">
            <ErrorNotice error={creating.error} traced={creating.error.status >= 500} />
          </div>
        )}
        <Form.Item name="sourceDoc" label={t('plan.source')} rules={required(t('plan.source'))}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="layer" label={t('plan.layerField')}>
          <Select options={layers.map((value) => ({ value, label: t(`plan.layer.${value}`) }))} />
        </Form.Item>
        {layer === 'school' && (
          <Form.Item name="orgId" label={t('plan.schoolField')} rules={required(t('plan.schoolField'))}>
            <OrgSelect kinds={SCHOOLS} />
          </Form.Item>
        )}
        <Form.Item name="copyOf" label={t('plan.copyOf')}>
          <Select
            options={[
              ...plans.map(({ id, sourceDoc }) => ({ value: id, label: sourceDoc })),
              { value: STANDARD, label: t('plan.standard') },
            ]}
          />
        </Form.Item>
      </Form>
    </Modal>
  )
}
