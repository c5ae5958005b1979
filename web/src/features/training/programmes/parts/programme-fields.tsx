import { ProgrammeAudience, ProgrammeInput, ProgrammeLevel, ProgrammeType } from '@tongke/contract'
import { Checkbox, Form, Input, InputNumber, Select, type FormItemProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { PeopleSelect } from './people-select.tsx'

interface Props {
  field: (name: keyof typeof ProgrammeInput.shape, choose?: boolean) => FormItemProps
  known: readonly { id: string; name: string }[]
}

/** What a programme is, for whom, and when somebody has passed it. */
export function ProgrammeFields({ field, known }: Props) {
  const { t } = useTranslation('programmes')
  const options = <T extends string>(values: readonly T[], words: 'level' | 'type' | 'audience') =>
    values.map((value) => ({ value, label: t(`${words}.${value}` as 'level.county') }))
  return (
    <>
      <Form.Item {...field('title')}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item {...field('summary')}>
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
      <div className="programme-three">
        <Form.Item {...field('level', true)}>
          <Select options={options(ProgrammeLevel.options, 'level')} />
        </Form.Item>
        <Form.Item {...field('type', true)}>
          <Select options={options(ProgrammeType.options, 'type')} />
        </Form.Item>
        <Form.Item {...field('audience', true)}>
          <Select options={options(ProgrammeAudience.options, 'audience')} />
        </Form.Item>
        <Form.Item {...field('places')}>
          <InputNumber min={1} max={2000} className="wide" />
        </Form.Item>
        <Form.Item {...field('ruralPlaces')}>
          <InputNumber min={0} max={2000} className="wide" />
        </Form.Item>
        <Form.Item {...field('hours')}>
          <InputNumber min={0.5} max={200} step={0.5} className="wide" />
        </Form.Item>
        <Form.Item {...field('startsOn')}>
          <Input type="date" />
        </Form.Item>
        <Form.Item {...field('endsOn')}>
          <Input type="date" />
        </Form.Item>
        <Form.Item {...field('attendPercent')}>
          <InputNumber min={0} max={100} suffix="%" className="wide" />
        </Form.Item>
      </div>
      <Form.Item {...field('trainerIds')}>
        <PeopleSelect known={known} />
      </Form.Item>
      <Form.Item name="needsTests" valuePropName="checked" noStyle>
        <Checkbox>{t('field.needsTests')}</Checkbox>
      </Form.Item>
      <Form.Item name="needsWork" valuePropName="checked" noStyle>
        <Checkbox>{t('field.needsWork')}</Checkbox>
      </Form.Item>
    </>
  )
}
