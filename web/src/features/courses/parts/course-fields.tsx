import { GRADES_OF_SUBJECT, Subject, listPeople, type CourseInput } from '@tongke/contract'
import { DatePicker, Form, Input, Select, type FormItemProps } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { NodePicker } from '../../../components/curriculum/node-picker.tsx'
import { useTyped } from '../../../components/pickers/remote-options.ts'
import { useEndpoint } from '../../../lib/query.ts'

const GRADES = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

interface Named {
  readonly id: string
  readonly name: string
}
interface Props {
  field: (name: keyof CourseInput, choose?: boolean) => FormItemProps
  /** The school whose people teach it. */
  orgId: string
  /** People whose names are known before the list has come. */
  known: readonly Named[]
  /** Only what a draft cannot be without. */
  brief?: boolean
}

/** What a course says of itself. */
export function CourseFields({ field, orgId, known, brief = false }: Props) {
  const { t } = useTranslation('courses')
  const { t: common } = useTranslation()
  const form = Form.useFormInstance()
  const subject = Form.useWatch('subject', form) as Subject | undefined
  const grade = Form.useWatch('gradeFrom', form) as number | undefined
  const [first, last] = subject ? GRADES_OF_SUBJECT[subject] : [1, 9]
  const grades = GRADES.filter((one) => first <= Number(one) && Number(one) <= last).map((one) => ({
    value: Number(one),
    label: common(`grade.${one}`),
  }))
  return (
    <>
      <Form.Item {...field('title')}>
        <Input maxLength={60} placeholder={t('placeholder.title')} />
      </Form.Item>
      <div className="course-three">
        <Form.Item {...field('subject', true)}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('placeholder.choose')}
            options={Subject.options.map((value) => ({ value, label: common(`subject.${value}`) }))}
          />
        </Form.Item>
        <Form.Item {...field('gradeFrom', true)}>
          <Select placeholder={t('placeholder.choose')} options={grades} />
        </Form.Item>
        <Form.Item {...field('gradeTo', true)}>
          <Select placeholder={t('placeholder.choose')} options={grades} />
        </Form.Item>
      </div>
      <Form.Item {...field('teacherIds', true)}>
        <Teachers orgId={orgId} known={known} />
      </Form.Item>
      {!brief && (
        <>
          <Form.Item {...field('nodeId')} extra={t('hint.nodeId')}>
            <NodePicker subject={subject} grade={grade} />
          </Form.Item>
          <Form.Item {...field('startsOn')} extra={t('hint.startsOn')}>
            <Day placeholder={t('placeholder.startsOn')} />
          </Form.Item>
        </>
      )}
      <Form.Item {...field('summary')}>
        <Input.TextArea
          maxLength={1000}
          autoSize={{ minRows: 2, maxRows: 8 }}
          placeholder={t('placeholder.summary')}
        />
      </Form.Item>
    </>
  )
}

interface TeachersProps {
  value?: string[]
  onChange?: (ids: string[]) => void
  id?: string
  orgId: string
  known: readonly Named[]
}

function Teachers({ value = [], onChange, id, orgId, known }: TeachersProps) {
  const { t } = useTranslation('courses')
  const [search, setSearch] = useTyped()
  const found = useEndpoint(listPeople, { query: { search, orgId, for: 'lesson', pageSize: 50 } })
  const people = new Map([...known, ...(found.data?.items ?? [])].map((one) => [one.id, one.name]))
  return (
    <Select
      mode="multiple"
      {...(id ? { id } : {})}
      value={value}
      onChange={(ids: string[]) => onChange?.(ids)}
      maxCount={8}
      placeholder={t('placeholder.teachers')}
      loading={found.isFetching}
      showSearch={{ filterOption: false, onSearch: setSearch }}
      options={[...people].map(([personId, name]) => ({ value: personId, label: name }))}
    />
  )
}

interface DayProps {
  value?: string | null
  onChange?: (day: string | null) => void
  id?: string
  placeholder: string
}

function Day({ value, onChange, id, placeholder }: DayProps) {
  return (
    <DatePicker
      {...(id ? { id } : {})}
      placeholder={placeholder}
      value={value ? dayjs(value) : null}
      onChange={(day) => onChange?.(day ? day.format('YYYY-MM-DD') : null)}
    />
  )
}
