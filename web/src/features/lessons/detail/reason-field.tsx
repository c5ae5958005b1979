import { CancelReason } from '@tongke/contract'
import { Form, Radio } from 'antd'
import { useTranslation } from 'react-i18next'

/** Why a planned lesson is changed: a field `reason` of the form around it. */
export function ReasonField() {
  const { t } = useTranslation('lessons')
  const { t: common } = useTranslation()
  return (
    <Form.Item
      name="reason"
      label={t('detail.reason')}
      rules={[{ required: true, message: common('field.choose', { name: t('detail.reason') }) }]}
    >
      <Radio.Group
        options={CancelReason.options.map((value) => ({ value, label: t(`detail.reasons.${value}`) }))}
      />
    </Form.Item>
  )
}
