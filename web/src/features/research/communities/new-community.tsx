import { CommunityInput, CommunityKind, Subject, createCommunity, listCommunities } from '@tongke/contract'
import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { FormDrawer } from '../../../components/admin/form-drawer.tsx'
import { useContractForm } from '../../../components/admin/use-contract-form.ts'
import { PersonSelect } from '../../../components/pickers/person-select.tsx'
import { paths } from '../../../config/paths.ts'
import { useMe } from '../../../lib/me.ts'
import { useAction } from '../../../lib/query.ts'

const FOUNDERS = ['head', 'coordinator', 'researcher', 'officer']
const GRADES = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const
const Founding = createCommunity.body

/** A team begins with its name and its lead; members come next. */
export function NewCommunity({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('research')
  const { t: common } = useTranslation()
  const me = useMe().data
  const navigate = useNavigate()
  const { form, field, read, showRefusal } = useContractForm(Founding, (name) => t(`field.${name}`))
  const founding = useAction(createCommunity, [listCommunities])
  const posts = me?.kind === 'person' ? me.posts.filter(({ role }) => FOUNDERS.includes(role)) : []
  const hosts = [...new Map(posts.map(({ orgId, orgName }) => [orgId, orgName]))]
  const grades = GRADES.map((one) => ({ value: Number(one), label: common(`grade.${one}`) }))
  const found = async () =>
    founding.mutate(
      { body: await read() },
      { onSuccess: ({ card }) => void navigate(paths.community(card.id)), onError: showRefusal },
    )
  return (
    <FormDrawer
      title={t('community.new')}
      open
      pending={founding.isPending}
      error={founding.error}
      saveLabel={t('community.create')}
      onSave={() => void found().catch(() => undefined)}
      onClose={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark="optional"
        initialValues={{ kind: 'community', gradeFrom: 1, gradeTo: 6, orgId: hosts[0]?.[0] }}
      >
        <Form.Item {...field('name')}>
          <Input maxLength={CommunityInput.shape.name.maxLength ?? 40} placeholder={t('placeholder.name')} />
        </Form.Item>
        <Form.Item {...field('kind', true)}>
          <Select
            options={CommunityKind.options.map((value) => ({ value, label: t(`community.kind.${value}`) }))}
          />
        </Form.Item>
        <Form.Item {...field('subject', true)}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('community.anySubject')}
            options={Subject.options.map((value) => ({ value, label: common(`subject.${value}`) }))}
          />
        </Form.Item>
        <div className="research-pair">
          <Form.Item {...field('gradeFrom', true)}>
            <Select options={grades} />
          </Form.Item>
          <Form.Item {...field('gradeTo', true)}>
            <Select options={grades} />
          </Form.Item>
        </div>
        <Form.Item {...field('leadId', true)}>
          <PersonSelect />
        </Form.Item>
        <Form.Item {...field('orgId', true)} hidden={hosts.length < 2}>
          <Select options={hosts.map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        <Form.Item {...field('summary')}>
          <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
      </Form>
    </FormDrawer>
  )
}
