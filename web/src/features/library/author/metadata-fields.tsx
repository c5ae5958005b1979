import {
  Audience,
  ExerciseForm,
  GRADES_OF_SUBJECT,
  Licence,
  ResourceMetadata,
  Subject,
  type ResourceType,
} from '@tongke/contract'
import { Checkbox, DatePicker, Form, Input, InputNumber, Radio, Select, type FormItemProps } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { GradeSelect } from './grade-select.tsx'
import { NodesField } from './nodes-field.tsx'

type Field = (name: keyof ResourceMetadata, choose?: boolean) => FormItemProps

const DIFFICULTIES = ['1', '2', '3', '4', '5'] as const

/** What it is and where it belongs. */
export function MetadataFields({ type, field }: { type: ResourceType; field: Field }) {
  const { t } = useTranslation('author')
  const { t: common } = useTranslation()
  const form = Form.useFormInstance()
  const subject = Form.useWatch('subject', form) as Subject | undefined
  const gradeFrom = Form.useWatch('gradeFrom', form) as number | undefined
  return (
    <section className="card desk-part">
      <h2>{t('edit.what')}</h2>
      <div>
        <Form.Item {...field('title')}>
          <Input size="large" maxLength={80} showCount />
        </Form.Item>
        <div className="desk-three">
          <Form.Item {...field('subject', true)}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={Subject.options.map((value) => ({ value, label: common(`subject.${value}`) }))}
            />
          </Form.Item>
          <Form.Item {...field('gradeFrom', true)}>
            <GradeSelect range={subject && GRADES_OF_SUBJECT[subject]} />
          </Form.Item>
          <Form.Item {...field('gradeTo', true)}>
            <GradeSelect range={subject && GRADES_OF_SUBJECT[subject]} />
          </Form.Item>
        </div>
        <Form.Item
          {...field('nodeIds')}
          required={type === 'excellent_lesson'}
          extra={t(type === 'excellent_lesson' ? 'hint.oneNode' : 'hint.nodes')}
        >
          <NodesField subject={subject} grade={gradeFrom} max={type === 'excellent_lesson' ? 1 : 5} />
        </Form.Item>
        {type === 'exercise' && (
          <Form.Item {...field('exerciseForm', true)} extra={t('hint.exerciseForm')}>
            <Radio.Group
              options={ExerciseForm.options.map((value) => ({ value, label: t(`exerciseForm.${value}`) }))}
            />
          </Form.Item>
        )}
        <Form.Item {...field('description')}>
          <Input.TextArea
            autoSize={{ minRows: 3, maxRows: 10 }}
            maxLength={2000}
            placeholder={t('placeholder.description')}
          />
        </Form.Item>
        <div className="form-pair">
          <Form.Item {...field('keywords')}>
            <Select
              mode="tags"
              maxCount={10}
              open={false}
              suffixIcon={null}
              tokenSeparators={[',', '，', '、']}
              placeholder={t('placeholder.tags')}
            />
          </Form.Item>
          <Form.Item {...field('topics')}>
            <Select
              mode="tags"
              maxCount={10}
              open={false}
              suffixIcon={null}
              tokenSeparators={[',', '，', '、']}
              placeholder={t('placeholder.tags')}
            />
          </Form.Item>
        </div>
        <Form.Item {...field('audience')}>
          <Radio.Group
            options={Audience.options.map((value) => ({ value, label: t(`audience.${value}`) }))}
          />
        </Form.Item>
        <div className="desk-three">
          <Form.Item {...field('typicalMinutes')}>
            <InputNumber min={1} max={600} precision={0} suffix={t('minutesUnit')} />
          </Form.Item>
          <Form.Item {...field('difficulty')}>
            <Select
              allowClear
              options={DIFFICULTIES.map((value) => ({
                value: Number(value),
                label: t(`difficulty.${value}`),
              }))}
            />
          </Form.Item>
          <Form.Item {...field('language')}>
            <Select
              options={(['zh-CN', 'en', 'ja', 'ru'] as const).map((value) => ({
                value,
                label: t(`language.${value}`),
              }))}
            />
          </Form.Item>
        </div>
      </div>
    </section>
  )
}

interface RightsProps {
  type: ResourceType
  field: Field
  licence: Licence
}

/** Who may do what with it, with the consequence of each choice. */
export function RightsFields({ type, field, licence }: RightsProps) {
  const { t } = useTranslation('author')
  const options = Licence.options.filter((value) => type !== 'excellent_lesson' || value !== 'link')
  return (
    <section className="card desk-part">
      <h2>{t('edit.rights')}</h2>
      <div>
        <Form.Item {...field('licence', true)}>
          <Radio.Group className="licences">
            {options.map((value) => (
              <Radio key={value} value={value}>
                <strong>{t(`licence.${value}`)}</strong>
                <span>{t(`licenceHint.${value}`)}</span>
              </Radio>
            ))}
          </Radio.Group>
        </Form.Item>
        {licence === 'link' && (
          <Form.Item {...field('link')} required>
            <Input type="url" inputMode="url" placeholder="https://" />
          </Form.Item>
        )}
        {licence === 'third_party' && (
          <Form.Item {...field('licenceUntil')} required extra={t('hint.licenceUntil')}>
            <DayField />
          </Form.Item>
        )}
        <Form.Item {...field('rightsOwner')} extra={t('hint.rightsOwner')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item
          {...field('minorsVisible')}
          label={undefined}
          valuePropName="checked"
          extra={t('hint.minorsVisible')}
        >
          <Checkbox>{t('field.minorsVisible')}</Checkbox>
        </Form.Item>
      </div>
    </section>
  )
}

interface DayFieldProps {
  id?: string
  /** `2026-11-23`. */
  value?: string | null
  onChange?: (day: string | null) => void
}

function DayField({ id, value, onChange }: DayFieldProps) {
  return (
    <DatePicker
      {...(id && { id })}
      value={value ? dayjs(value) : null}
      onChange={(day) => onChange?.(day ? day.format('YYYY-MM-DD') : null)}
      disabledDate={(day) => day.isBefore(dayjs().startOf('day'))}
    />
  )
}
