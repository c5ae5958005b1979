import {
  createOrganization,
  getOrganization,
  listOrganizations,
  NetworkType,
  OrganizationInput,
  OrgKind,
  SchoolType,
  Stage,
  STAGES_OF_TYPE,
  updateOrganization,
  UrbanRural,
  type Organization,
} from '@tongke/contract'
import { App, Button, Form, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { FormDrawer } from '../../../components/admin/form-drawer.tsx'
import { useContractForm } from '../../../components/admin/use-contract-form.ts'
import { OrgSelect } from '../../../components/pickers/org-select.tsx'
import { useAction } from '../../../lib/query.ts'

interface Props {
  /** The organization to change; null for a new one; undefined: closed. */
  org: Organization | null | undefined
  parentId: string | undefined
  onDone: () => void
  onClose: (org: Organization) => void
  onReopen: (org: Organization) => void
}

const REFRESHED = [listOrganizations, getOrganization]

function Fields({
  form,
  field,
  initial,
}: Pick<ReturnType<typeof useContractForm<typeof OrganizationInput>>, 'form' | 'field'> & {
  initial: object
}) {
  const { t } = useTranslation('people')
  const { t: common } = useTranslation()
  return (
    <>
      <Form.Item {...field('name')}>
        <Input autoFocus={Object.keys(initial).length < 2} />
      </Form.Item>
      <div className="form-pair">
        <Form.Item {...field('kind', true)}>
          <Select options={OrgKind.options.map((value) => ({ value, label: common(`kind.${value}`) }))} />
        </Form.Item>
        <Form.Item {...field('parentId', true)}>
          <OrgSelect allowClear />
        </Form.Item>
      </div>
      <Form.Item {...field('code')} extra={t('org.codeHint')}>
        <Input inputMode="numeric" maxLength={10} />
      </Form.Item>
      <div className="form-pair">
        <Form.Item {...field('schoolType')}>
          <Select
            allowClear
            options={SchoolType.options.map((value) => ({ value, label: t(`schoolType.${value}`) }))}
            onChange={(type: SchoolType | undefined) =>
              form.setFieldValue('stages', type ? [...STAGES_OF_TYPE[type]] : [])
            }
          />
        </Form.Item>
        <Form.Item {...field('urbanRural')}>
          <Select
            allowClear
            options={UrbanRural.options.map((value) => ({ value, label: t(`urbanRural.${value}`) }))}
          />
        </Form.Item>
        <Form.Item {...field('stages')} extra={t('org.stagesHint')}>
          <Select
            mode="multiple"
            options={Stage.options.map((value) => ({ value, label: t(`stage.${value}`) }))}
          />
        </Form.Item>
        <Form.Item {...field('networkType')}>
          <Select
            allowClear
            options={NetworkType.options.map((value) => ({ value, label: t(`networkType.${value}`) }))}
          />
        </Form.Item>
        <Form.Item {...field('town')}>
          <Input />
        </Form.Item>
        <Form.Item {...field('pupils')}>
          <InputNumber min={0} precision={0} />
        </Form.Item>
        <Form.Item {...field('downlinkKbps')}>
          <InputNumber min={0} precision={0} step={1000} />
        </Form.Item>
        <Form.Item {...field('uplinkKbps')}>
          <InputNumber min={0} precision={0} step={1000} />
        </Form.Item>
      </div>
      <Form.Item {...field('contact')}>
        <Input />
      </Form.Item>
    </>
  )
}

export function OrganizationDrawer({ org, parentId, onDone, onClose, onReopen }: Props) {
  const { t } = useTranslation('people')
  const { t: common } = useTranslation()
  const { message } = App.useApp()
  const { form, field, read, showRefusal } = useContractForm(OrganizationInput, (name) => t(`org.${name}`))
  const create = useAction(createOrganization, REFRESHED)
  const update = useAction(updateOrganization, REFRESHED)
  const initial = org ?? { parentId: parentId ?? null }

  const outcome = {
    onSuccess: () => {
      void message.success(common('saved'))
      onDone()
    },
    onError: showRefusal,
  }
  const save = () =>
    read().then(
      (body) =>
        org
          ? update.mutate({ params: { id: org.id }, body: { ...body, version: org.version } }, outcome)
          : create.mutate({ body }, outcome),
      () => undefined,
    )

  const aside =
    org &&
    (org.closedOn ? (
      <Button onClick={() => onReopen(org)}>{t('org.reopen')}</Button>
    ) : (
      <Button danger type="text" onClick={() => onClose(org)}>
        {t('org.close')}
      </Button>
    ))
  return (
    <FormDrawer
      title={org ? t('org.edit') : t('org.new')}
      open={org !== undefined}
      pending={create.isPending || update.isPending}
      error={org ? update.error : create.error}
      onSave={() => void save()}
      onClose={() => {
        create.reset()
        update.reset()
        onDone()
      }}
      aside={aside}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark="optional"
        initialValues={initial}
        preserve={false}
        onFinish={() => void save()}
      >
        <Fields form={form} field={field} initial={initial} />
        <button type="submit" hidden />
      </Form>
    </FormDrawer>
  )
}
