import {
  ClassInput,
  ClassType,
  createClass,
  listClasses,
  MULTIGRADE_TYPES,
  updateClass,
  type SchoolClass,
} from '@tongke/contract'
import { App, Form, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { FormDrawer } from '../../../components/admin/form-drawer.tsx'
import { useContractForm } from '../../../components/admin/use-contract-form.ts'
import { OrgSelect } from '../../../components/pickers/org-select.tsx'
import { useAction } from '../../../lib/query.ts'
import { useNow } from '../../../lib/use-now.ts'
import { schoolYearOf } from '../../../lib/school-year.ts'

const HOUR_MS = 3_600_000
const GRADES = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

interface Props {
  /** The class to change; null for a new one; undefined: closed. */
  edited: SchoolClass | null | undefined
  orgId: string | undefined
  onDone: () => void
}

export function ClassDrawer({ edited, orgId, onDone }: Props) {
  const { t } = useTranslation('people')
  const { t: common } = useTranslation()
  const { message } = App.useApp()
  const { form, field, read, showRefusal } = useContractForm(ClassInput, (name) => t(`class.${name}`))
  const create = useAction(createClass, [listClasses])
  const update = useAction(updateClass, [listClasses])
  const classType = Form.useWatch('classType', form) as ClassInput['classType'] | undefined
  const multigrade = classType !== undefined && MULTIGRADE_TYPES.includes(classType)
  const thisYear = schoolYearOf(useNow(HOUR_MS))

  const outcome = {
    onSuccess: () => {
      void message.success(common('saved'))
      onDone()
    },
    onError: showRefusal,
  }
  const save = () =>
    read().then(
      (values) => {
        const body = { ...values, grades: [...values.grades].sort((a, b) => a - b) }
        if (edited)
          update.mutate({ params: { id: edited.id }, body: { ...body, version: edited.version } }, outcome)
        else create.mutate({ body }, outcome)
      },
      () => undefined,
    )
  const initial = edited ?? {
    orgId,
    schoolYear: thisYear,
    classType: '10',
    grades: [],
    headcount: 40,
    room: null,
  }
  return (
    <FormDrawer
      title={edited ? t('class.edit') : t('class.new')}
      open={edited !== undefined}
      pending={create.isPending || update.isPending}
      error={edited ? update.error : create.error}
      onSave={() => void save()}
      onClose={onDone}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark="optional"
        initialValues={initial}
        preserve={false}
        onFinish={() => void save()}
      >
        <Form.Item {...field('orgId', true)}>
          <OrgSelect kinds={['urban', 'centre', 'village', 'point']} disabled={Boolean(edited)} />
        </Form.Item>
        <div className="form-pair">
          <Form.Item {...field('name')}>
            <Input placeholder={t('class.namePlaceholder')} />
          </Form.Item>
          <Form.Item {...field('schoolYear', true)}>
            <Select
              options={[thisYear + 1, thisYear, thisYear - 1].map((year) => ({
                value: year,
                label: t('class.yearValue', { from: year, to: year + 1 }),
              }))}
            />
          </Form.Item>
        </div>
        <Form.Item {...field('classType', true)}>
          <Select
            options={ClassType.options.map((value) => ({ value, label: common(`classType.${value}`) }))}
          />
        </Form.Item>
        <Form.Item {...field('grades', true)} extra={t('class.gradesHint')}>
          <Select
            mode="multiple"
            maxCount={multigrade ? 6 : 1}
            options={GRADES.map((grade) => ({ value: Number(grade), label: common(`grade.${grade}`) }))}
          />
        </Form.Item>
        <div className="form-pair">
          <Form.Item {...field('headcount')}>
            <InputNumber min={0} max={100} precision={0} />
          </Form.Item>
          <Form.Item {...field('room')}>
            <Input />
          </Form.Item>
        </div>
        <button type="submit" hidden />
      </Form>
    </FormDrawer>
  )
}
