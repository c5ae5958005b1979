import {
  createResource,
  ExerciseForm,
  GRADES_OF_SUBJECT,
  listMyResources,
  REQUIRED_ROLES,
  ResourceMetadata,
  ResourceType,
  Subject,
  type FileRole,
} from '@tongke/contract'
import { Button, Form, Input, Modal, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useContractForm } from '../../../components/admin/use-contract-form.ts'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { paths } from '../../../config/paths.ts'
import { useMe } from '../../../lib/me.ts'
import { useAction } from '../../../lib/query.ts'
import { TypeMark } from '../parts/type-mark.tsx'
import { rolesOffered } from '../parts/work.rules.ts'
import { uploadManager } from '../upload/upload-client.ts'
import { GradeSelect } from './grade-select.tsx'
import { useRefusalAtFields } from './use-refusal.ts'

interface Props {
  /** `type`: choosing one; a type: its first lines; undefined: closed. */
  chosen: string | undefined
  /** Row of a file that was sent before, which is to be its main file. */
  uploadRow?: string | undefined
  onChange: (chosen: string | undefined) => void
}

/** First what it is to be, then the few lines a draft cannot be without. */
export function NewDialog({ chosen, uploadRow, onChange }: Props) {
  const { t } = useTranslation('author')
  const type = ResourceType.options.find((one) => one === chosen)
  return (
    <Modal
      title={type ? t('new.titleOf', { type: t(`type.${type}`) }) : t('new.title')}
      open={chosen !== undefined}
      onCancel={() => onChange(undefined)}
      footer={null}
      width={type ? 560 : 880}
      destroyOnHidden
    >
      {type ? (
        <NewForm key={type} type={type} uploadRow={uploadRow} onBack={() => onChange('type')} />
      ) : (
        <TypeCards onPick={onChange} />
      )}
    </Modal>
  )
}

function TypeCards({ onPick }: { onPick: (type: ResourceType) => void }) {
  const { t } = useTranslation('author')
  return (
    <ul className="type-cards">
      {ResourceType.options.map((type) => (
        <li key={type}>
          <button type="button" onClick={() => onPick(type)}>
            <TypeMark type={type} />
            <span>
              <strong>{t(`type.${type}`)}</strong>
              <span>{t(`typeHint.${type}`)}</span>
              <span className="type-needs">
                <Needs roles={REQUIRED_ROLES[type]} type={type} />
              </span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

function Needs({ roles, type }: { roles: readonly FileRole[]; type: ResourceType }) {
  const { t } = useTranslation('author')
  const { t: common } = useTranslation()
  const names = roles.map((role) => (role === 'main' ? t(`mainFile.${type}`) : t(`role.${role}`)))
  return <>{t('new.needs', { files: names.join(common('listComma')) })}</>
}

function useMyOrganizations() {
  const me = useMe().data
  const posts = me?.kind === 'person' ? me.posts : []
  return [...new Map(posts.map(({ orgId, orgName }) => [orgId, orgName]))].map(([value, label]) => ({
    value,
    label,
  }))
}

/** What the file is called without its ending, for a title to begin with. */
const nameOf = (uploadRow: string | undefined): string | undefined =>
  uploadManager()
    .rows.get()
    .find(({ id }) => id === uploadRow)
    ?.name.replace(/\.[^.]+$/, '')

function NewForm({
  type,
  uploadRow,
  onBack,
}: {
  type: ResourceType
  uploadRow: string | undefined
  onBack: () => void
}) {
  const { t } = useTranslation('author')
  const { t: common } = useTranslation()
  const navigate = useNavigate()
  const organizations = useMyOrganizations()
  const { form, field, read } = useContractForm(ResourceMetadata, (name) => t(`field.${name}`))
  const refusal = useRefusalAtFields(form)
  const creating = useAction(createResource, [listMyResources])
  const subject = Form.useWatch('subject', form) as Subject | undefined
  const create = async () => {
    const metadata = await read()
    const orgId = (form.getFieldValue('orgId') as string | undefined) ?? organizations[0]?.value ?? ''
    creating.mutate(
      { body: { type, orgId, metadata } },
      {
        onSuccess: ({ card }) => {
          if (uploadRow) uploadManager().move(uploadRow, card.id, rolesOffered(type, metadata.licence, [])[0])
          void navigate(paths.editResource(card.id))
        },
        onError: refusal.show,
      },
    )
  }
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ title: nameOf(uploadRow), licence: 'county', orgId: organizations[0]?.value }}
      onValuesChange={(changed) => {
        refusal.clear()
        if ('gradeFrom' in changed)
          form.setFieldValue('gradeTo', (changed as { gradeFrom: number }).gradeFrom)
      }}
      onFinish={() => void create().catch(() => undefined)}
    >
      {creating.error && (
        <div className="form-error">
          <ErrorNotice error={creating.error} traced={creating.error.status >= 500} />
        </div>
      )}
      <Form.Item {...field('title')}>
        <Input size="large" maxLength={80} autoFocus placeholder={t('placeholder.title')} />
      </Form.Item>
      <Form.Item {...field('subject', true)}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('placeholder.subject')}
          options={Subject.options.map((value) => ({ value, label: common(`subject.${value}`) }))}
        />
      </Form.Item>
      <div className="form-pair">
        <Form.Item {...field('gradeFrom', true)}>
          <GradeSelect range={subject && GRADES_OF_SUBJECT[subject]} />
        </Form.Item>
        <Form.Item {...field('gradeTo', true)}>
          <GradeSelect range={subject && GRADES_OF_SUBJECT[subject]} />
        </Form.Item>
      </div>
      {type === 'exercise' && (
        <Form.Item {...field('exerciseForm', true)} extra={t('hint.exerciseForm')}>
          <Radio.Group
            options={ExerciseForm.options.map((value) => ({ value, label: t(`exerciseForm.${value}`) }))}
          />
        </Form.Item>
      )}
      {organizations.length > 1 && (
        <Form.Item name="orgId" label={t('field.orgId')}>
          <Select options={organizations} />
        </Form.Item>
      )}
      {/* Said in full in the editor; a draft begins with what most choose. */}
      <Form.Item name="licence" hidden>
        <Input />
      </Form.Item>
      <div className="drawer-foot">
        <Button onClick={onBack}>{t('new.otherType')}</Button>
        <div>
          <Button type="primary" htmlType="submit" loading={creating.isPending}>
            {t('new.create')}
          </Button>
        </div>
      </div>
    </Form>
  )
}
