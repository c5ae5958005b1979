import {
  BackboneLevel,
  createPerson,
  listPeople,
  PersonInput,
  Subject,
  TaughtStage,
  updatePerson,
  type Person,
  type PostInput,
} from '@tongke/contract'
import { App, Button, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { FormDrawer } from '../../../components/admin/form-drawer.tsx'
import { useContractForm } from '../../../components/admin/use-contract-form.ts'
import { useAction } from '../../../lib/query.ts'
import { PostsField } from './posts-field.tsx'
import { useFirstPassword } from './use-first-password.tsx'
import './people.css'

type PostDraft = z.input<typeof PostInput> & { id?: string }

interface Props {
  /** The person to change; null for a new one; undefined: closed. */
  person: Person | null | undefined
  orgId: string | undefined
  onDone: () => void
  onLeave: (person: Person) => void
}

const postDraft = ({ id, orgId, role, from, to }: PostDraft): PostDraft => ({
  ...(id ? { id } : {}),
  orgId,
  role,
  from,
  to,
})

export function PersonDrawer({ person, orgId, onDone, onLeave }: Props) {
  const { t } = useTranslation('people')
  const { t: common } = useTranslation()
  const { message } = App.useApp()
  const { form, field, showRefusal } = useContractForm(PersonInput, (name) => t(`person.${name}`))
  const create = useAction(createPerson, [listPeople])
  const update = useAction(updatePerson, [listPeople])
  const firstPassword = useFirstPassword()

  const saved = () => {
    void message.success(common('saved'))
    onDone()
  }
  const save = async () => {
    const values = (await form.validateFields().catch(() => null)) as
      (PersonInput & { posts: PostDraft[] }) | null
    if (!values) return
    const { posts, ...rest } = values
    const body = {
      ...PersonInput.parse({ ...rest, phone: rest.phone || null, title: rest.title || null }),
      posts: posts.map(postDraft),
    }
    if (person)
      update.mutate(
        { params: { id: person.id }, body: { ...body, version: person.version } },
        { onSuccess: saved, onError: showRefusal },
      )
    else
      create.mutate(
        { body },
        {
          onSuccess: (answer) => {
            saved()
            firstPassword.show(answer.person.name, answer.firstPassword)
          },
          onError: showRefusal,
        },
      )
  }

  const initial = person ?? {
    subjects: [],
    phone: null,
    title: null,
    taughtStage: undefined,
    backboneLevel: undefined,
    posts: [],
  }
  return (
    <FormDrawer
      title={person ? t('person.edit') : t('person.new')}
      open={person !== undefined}
      size={560}
      pending={create.isPending || update.isPending}
      error={person ? update.error : create.error}
      onSave={() => void save()}
      onClose={onDone}
      aside={
        person?.state === 'ACTIVE' && (
          <span>
            <Button onClick={() => firstPassword.reset(person)}>{t('person.reset')}</Button>{' '}
            <Button type="text" danger onClick={() => onLeave(person)}>
              {t('person.leave')}
            </Button>
          </span>
        )
      }
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark="optional"
        initialValues={initial}
        preserve={false}
        onFinish={() => void save()}
      >
        <div className="form-pair">
          <Form.Item {...field('name')}>
            <Input autoComplete="off" />
          </Form.Item>
          <Form.Item {...field('phone')}>
            <Input autoComplete="off" inputMode="tel" maxLength={11} />
          </Form.Item>
          <Form.Item {...field('countyNo')} extra={t('person.countyNoHint')}>
            <Input autoComplete="off" />
          </Form.Item>
          <Form.Item {...field('title')}>
            <Input autoComplete="off" />
          </Form.Item>
          <Form.Item {...field('taughtStage')}>
            <Select
              allowClear
              options={TaughtStage.options.map((value) => ({
                value,
                label: t(`person.taughtStages.${value}`),
              }))}
            />
          </Form.Item>
          <Form.Item {...field('backboneLevel')}>
            <Select
              allowClear
              placeholder={t('person.noBackbone')}
              options={BackboneLevel.options.map((value) => ({
                value,
                label: t(`person.backboneLevels.${value}`),
              }))}
            />
          </Form.Item>
        </div>
        <Form.Item name="subjects" label={t('person.subjects')}>
          <Select
            mode="multiple"
            maxCount={10}
            options={Subject.options.map((value) => ({ value, label: common(`subject.${value}`) }))}
            showSearch={{ optionFilterProp: 'label' }}
          />
        </Form.Item>
        <PostsField orgId={orgId} />
        <button type="submit" hidden />
      </Form>
    </FormDrawer>
  )
}
