import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Role } from '@tongke/contract'
import { Button, DatePicker, Form, Select } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { OrgSelect } from '../../../components/pickers/org-select.tsx'

const DAY = 'YYYY-MM-DD'

/** A date field whose value on the wire is `YYYY-MM-DD` or null. */
const dayField = {
  getValueProps: (value: string | null | undefined) => ({ value: value ? dayjs(value, DAY) : null }),
  normalize: (value: dayjs.Dayjs | null) => value?.format(DAY) ?? null,
}

function Post({ name, index, onRemove }: { name: number; index: number; onRemove: () => void }) {
  const { t } = useTranslation('people')
  const { t: common } = useTranslation()
  const required = (label: string) => [{ required: true, message: common('field.choose', { name: label }) }]
  return (
    <fieldset className="post">
      <legend>{t('person.post', { index })}</legend>
      <Button
        className="post-remove"
        type="text"
        size="small"
        icon={<DeleteOutlined />}
        aria-label={t('person.removePost', { index })}
        onClick={onRemove}
      />
      <div className="form-pair">
        <Form.Item name={[name, 'orgId']} label={t('person.postOrg')} rules={required(t('person.postOrg'))}>
          <OrgSelect />
        </Form.Item>
        <Form.Item name={[name, 'role']} label={t('person.postRole')} rules={required(t('person.postRole'))}>
          <Select options={Role.options.map((value) => ({ value, label: common(`role.${value}`) }))} />
        </Form.Item>
        <Form.Item
          name={[name, 'from']}
          label={t('person.postFrom')}
          rules={required(t('person.postFrom'))}
          {...dayField}
        >
          <DatePicker allowClear={false} />
        </Form.Item>
        <Form.Item name={[name, 'to']} label={t('person.postTo')} {...dayField}>
          <DatePicker placeholder={t('person.postOpen')} />
        </Form.Item>
      </div>
    </fieldset>
  )
}

/** The dated posts of a person; a post taken off the list ends today. */
export function PostsField({ orgId }: { orgId: string | undefined }) {
  const { t } = useTranslation('people')
  return (
    <Form.List
      name="posts"
      rules={[
        {
          validator: async (_, posts?: unknown[]) => {
            if (!posts?.length) throw new Error(t('person.needPost'))
          },
        },
      ]}
    >
      {(fields, { add, remove }, { errors }) => (
        <div className="posts">
          <h3>{t('person.posts')}</h3>
          {fields.map((field, index) => (
            <Post key={field.key} name={field.name} index={index + 1} onRemove={() => remove(field.name)} />
          ))}
          <Button
            icon={<PlusOutlined />}
            onClick={() => add({ orgId, role: 'teacher', from: dayjs().format(DAY), to: null })}
          >
            {t('person.addPost')}
          </Button>
          <Form.ErrorList errors={errors} />
        </div>
      )}
    </Form.List>
  )
}
