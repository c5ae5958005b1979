import { GRADES_OF_SUBJECT, SessionForm, Subject, listCommunities, type SessionInput } from '@tongke/contract'
import { DatePicker, Form, Input, InputNumber, Select, type FormItemProps } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { NodePicker } from '../../../components/curriculum/node-picker.tsx'
import { PersonSelect } from '../../../components/pickers/person-select.tsx'
import { useEndpoint } from '../../../lib/query.ts'

const GRADES = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

interface Props {
  field: (name: keyof SessionInput, choose?: boolean) => FormItemProps
  preparerName: string | undefined
  withCommunity?: boolean
  /** Its way is fixed once it was scheduled. */
  isFormFixed?: boolean
}

/** What a session says of itself. */
export function SessionFields({ field, preparerName, withCommunity = true, isFormFixed = false }: Props) {
  const { t } = useTranslation('research')
  const { t: common } = useTranslation()
  const form = Form.useFormInstance()
  const subject = Form.useWatch('subject', form) as Subject | undefined
  const grade = Form.useWatch('grade', form) as number | undefined
  const communities = useEndpoint(listCommunities, { query: { pageSize: 100 } }, { enabled: withCommunity })
  const [first, last] = subject ? GRADES_OF_SUBJECT[subject] : [1, 9]
  const grades = GRADES.filter((one) => first <= Number(one) && Number(one) <= last)
  return (
    <>
      <Form.Item {...field('theme')}>
        <Input maxLength={80} placeholder={t('placeholder.theme')} />
      </Form.Item>
      <Form.Item {...field('form', true)}>
        <Select
          disabled={isFormFixed}
          options={SessionForm.options.map((value) => ({ value, label: t(`form.${value}`) }))}
        />
      </Form.Item>
      <div className="research-pair">
        <Form.Item {...field('subject', true)}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={Subject.options.map((value) => ({ value, label: common(`subject.${value}`) }))}
          />
        </Form.Item>
        <Form.Item {...field('grade', true)}>
          <Select options={grades.map((one) => ({ value: Number(one), label: common(`grade.${one}`) }))} />
        </Form.Item>
      </div>
      <Form.Item {...field('nodeId')}>
        <NodePicker subject={subject} grade={grade} />
      </Form.Item>
      {withCommunity && (
        <Form.Item {...field('communityId')} extra={t('hint.communityId')}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            options={(communities.data?.items ?? [])
              .filter(({ isClosed }) => !isClosed)
              .map((one) => ({ value: one.id, label: one.name }))}
          />
        </Form.Item>
      )}
      <Form.Item {...field('mainPreparerId', true)}>
        <PersonSelect known={preparerName} />
      </Form.Item>
      <div className="research-pair">
        <Form.Item {...field('startsAt')} extra={t('hint.startsAt')}>
          <Moment />
        </Form.Item>
        <Form.Item {...field('plannedMinutes')}>
          <InputNumber min={20} max={240} step={5} style={{ width: '100%' }} />
        </Form.Item>
      </div>
      <Form.Item {...field('summary')}>
        <Input.TextArea
          maxLength={1000}
          autoSize={{ minRows: 3, maxRows: 8 }}
          placeholder={t('placeholder.summary')}
        />
      </Form.Item>
    </>
  )
}

interface MomentProps {
  value?: number | null
  onChange?: (at: number | null) => void
  id?: string
}

export function Moment({ value, onChange, id }: MomentProps) {
  return (
    <DatePicker
      {...(id ? { id } : {})}
      style={{ width: '100%' }}
      showTime={{ format: 'HH:mm', minuteStep: 5 }}
      format="YYYY-MM-DD HH:mm"
      value={value ? dayjs(value) : null}
      onChange={(at) => onChange?.(at ? at.valueOf() : null)}
    />
  )
}
