import {
  PairingTerms,
  PairingType,
  Subject,
  createPairing,
  getCalendar,
  getPairing,
  getPairingCoverage,
  listPairings,
  updatePairing,
  type Pairing,
} from '@tongke/contract'
import { App, Form, Input, InputNumber, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { FormDrawer } from '../../../components/admin/form-drawer.tsx'
import { useContractForm } from '../../../components/admin/use-contract-form.ts'
import { ClassSelect } from '../../../components/pickers/class-select.tsx'
import { paths } from '../../../config/paths.ts'
import { useAction, useEndpoint } from '../../../lib/query.ts'
import { useTermWords } from './pairing-words.tsx'

interface Props {
  /** The draft to change; null for a new one. */
  edited: Pairing | null
  /** The school that is to be helped. */
  ruralOrgId?: string | undefined
  onDone: () => void
}

const GOALS = ['lessonsGoal', 'researchGoal', 'visitsGoal'] as const
const REFRESHES = [listPairings, getPairing, getPairingCoverage]

/** Terms that are not over yet. */
function useTerms() {
  const calendar = useEndpoint(getCalendar, { query: {} })
  return (calendar.data?.terms ?? []).filter(({ progress }) => progress !== 'FINISHED')
}

const initialOf = (edited: Pairing | null) =>
  edited
    ? {
        type: edited.type,
        lectureClassId: edited.lectureClass?.id ?? null,
        outsideHost: edited.outsideHost,
        listeningClassId: edited.listeningClass.id,
        termId: edited.term.id,
        subjects: edited.subjects,
        lessonsGoal: edited.lessonsGoal,
        researchGoal: edited.researchGoal,
        visitsGoal: edited.visitsGoal,
        note: edited.note,
      }
    : { type: 'aid', subjects: [], lessonsGoal: 16, researchGoal: 4, visitsGoal: 1, note: '' }

export function PairingDrawer({ edited, ruralOrgId, onDone }: Props) {
  const { t } = useTranslation('pairings')
  const { t: common } = useTranslation()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const termWords = useTermWords()
  const terms = useTerms()
  const [isOutside, setOutside] = useState(edited !== null && edited.host === null)
  const { form, field, read, showRefusal } = useContractForm(PairingTerms, (name) => t(`field.${name}`))
  const create = useAction(createPairing, REFRESHES)
  const update = useAction(updatePairing, REFRESHES)
  const error = edited ? update.error : create.error
  const termId = Form.useWatch('termId', form) as string | undefined
  if (!termId && terms[0]) form.setFieldValue('termId', terms[0].id)
  const outcome = {
    onSuccess: ({ id }: Pairing) => {
      void message.success(common('saved'))
      onDone()
      if (!edited) void navigate(paths.pairing(id))
    },
    onError: showRefusal,
  }
  const save = () =>
    read().then(
      (values) => {
        const body = {
          ...values,
          lectureClassId: isOutside ? null : (values.lectureClassId ?? null),
          outsideHost: isOutside ? (values.outsideHost ?? null) : null,
        }
        if (edited)
          update.mutate({ params: { id: edited.id }, body: { ...body, revision: edited.revision } }, outcome)
        else create.mutate({ body }, outcome)
      },
      () => undefined,
    )
  const classWords = (side: { name: string } | null, one: { name: string } | null | undefined) =>
    side && one ? `${side.name} ${one.name}` : undefined
  const needed = (name: string) => [{ required: true, message: common('field.choose', { name }) }]
  return (
    <FormDrawer
      title={t(edited ? 'editTitle' : 'newTitle')}
      open
      size={560}
      pending={create.isPending || update.isPending}
      error={error}
      saveLabel={t('create')}
      onSave={() => void save()}
      onClose={onDone}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark="optional"
        initialValues={initialOf(edited)}
        onFinish={() => void save()}
      >
        <Form.Item {...field('listeningClassId', true)}>
          <ClassSelect
            scope="lesson"
            orgId={ruralOrgId}
            known={edited ? classWords(edited.rural, edited.listeningClass) : undefined}
          />
        </Form.Item>
        <Form.Item label={t('field.hostKind')} required>
          <Segmented
            aria-label={t('field.hostKind')}
            value={isOutside ? 'outside' : 'county'}
            onChange={(value) => setOutside(value === 'outside')}
            options={[
              { value: 'county', label: t('field.county') },
              { value: 'outside', label: t('field.outsideHost') },
            ]}
          />
        </Form.Item>
        {isOutside ? (
          <Form.Item
            {...field('outsideHost')}
            label={t('field.outsideName')}
            rules={[{ required: true, message: common('field.required', { name: t('field.outsideName') }) }]}
          >
            <Input maxLength={60} />
          </Form.Item>
        ) : (
          <Form.Item {...field('lectureClassId', true)} rules={needed(t('field.lectureClassId'))}>
            <ClassSelect
              scope="lesson"
              known={edited ? classWords(edited.host, edited.lectureClass) : undefined}
            />
          </Form.Item>
        )}
        <div className="form-pair">
          <Form.Item {...field('type', true)}>
            <Select options={PairingType.options.map((value) => ({ value, label: t(`type.${value}`) }))} />
          </Form.Item>
          <Form.Item {...field('termId', true)}>
            <Select options={terms.map((term) => ({ value: term.id, label: termWords(term) }))} />
          </Form.Item>
        </div>
        <Form.Item {...field('subjects')} extra={t('hint.subjects')}>
          <Select
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            options={Subject.options.map((value) => ({ value, label: common(`subject.${value}`) }))}
          />
        </Form.Item>
        <div className="pairing-goals">
          {GOALS.map((name) => (
            <Form.Item key={name} {...field(name)}>
              <InputNumber min={0} precision={0} />
            </Form.Item>
          ))}
        </div>
        <Form.Item {...field('note')}>
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
        <button type="submit" hidden />
      </Form>
    </FormDrawer>
  )
}
