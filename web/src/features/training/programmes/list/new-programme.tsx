import { ProgrammeInput, createProgramme, listProgrammes } from '@tongke/contract'
import { Button, Form, Modal, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useContractForm } from '../../../../components/admin/use-contract-form.ts'
import { ErrorNotice } from '../../../../components/plain/error-words.tsx'
import { paths } from '../../../../config/paths.ts'
import { useAction } from '../../../../lib/query.ts'
import { ProgrammeFields } from '../parts/programme-fields.tsx'

interface Props {
  organizations: readonly { orgId: string; orgName: string }[]
  onClose: () => void
}

const DEFAULTS = {
  level: 'county',
  type: 'central',
  audience: 'teachers',
  places: 40,
  ruralPlaces: 20,
  hours: 8,
  attendPercent: 80,
  trainerIds: [],
  needsTests: true,
  needsWork: false,
}

/** A plan; its sessions come next, on its own page. */
export function NewProgramme({ organizations, onClose }: Props) {
  const { t } = useTranslation('programmes')
  const navigate = useNavigate()
  const { form, field, read, showRefusal } = useContractForm(ProgrammeInput, (name) => t(`field.${name}`))
  const creating = useAction(createProgramme, [listProgrammes])
  const create = async () => {
    const orgId = (form.getFieldValue('orgId') as string | undefined) ?? organizations[0]?.orgId ?? ''
    creating.mutate(
      { body: { ...(await read()), orgId } },
      { onSuccess: ({ card }) => void navigate(paths.programme(card.id)), onError: showRefusal },
    )
  }
  return (
    <Modal title={t('list.new')} open onCancel={onClose} footer={null} width={720}>
      <Form
        form={form}
        layout="vertical"
        requiredMark="optional"
        initialValues={{ ...DEFAULTS, orgId: organizations[0]?.orgId }}
        onFinish={() => void create().catch(() => undefined)}
      >
        {creating.error && (
          <div className="form-error">
            <ErrorNotice error={creating.error} traced={creating.error.status >= 500} />
          </div>
        )}
        {organizations.length > 1 && (
          <Form.Item name="orgId" label={t('field.orgId')}>
            <Select options={organizations.map((one) => ({ value: one.orgId, label: one.orgName }))} />
          </Form.Item>
        )}
        <ProgrammeFields field={field} known={[]} />
        <div className="drawer-foot">
          <div>
            <Button type="primary" htmlType="submit" loading={creating.isPending}>
              {t('list.create')}
            </Button>
          </div>
        </div>
      </Form>
    </Modal>
  )
}
