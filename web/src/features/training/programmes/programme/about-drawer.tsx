import {
  ProgrammeInput,
  getProgramme,
  listProgrammes,
  updateProgramme,
  type ProgrammeDetail,
} from '@tongke/contract'
import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { FormDrawer } from '../../../../components/admin/form-drawer.tsx'
import { useContractForm } from '../../../../components/admin/use-contract-form.ts'
import { useAction } from '../../../../lib/query.ts'
import { ProgrammeFields } from '../parts/programme-fields.tsx'

/** What the programme says of itself. */
export function AboutDrawer({ detail, onClose }: { detail: ProgrammeDetail; onClose: () => void }) {
  const { t } = useTranslation('programmes')
  const { card, trainers, revision, attendPercent, needsTests, needsWork } = detail
  const { form, field, read, showRefusal } = useContractForm(ProgrammeInput, (name) => t(`field.${name}`))
  const saving = useAction(updateProgramme, [getProgramme, listProgrammes])
  const save = async () =>
    saving.mutate(
      { params: { id: card.id }, body: { ...(await read()), revision } },
      { onSuccess: onClose, onError: showRefusal },
    )
  return (
    <FormDrawer
      title={t('edit')}
      open
      size={640}
      pending={saving.isPending}
      error={saving.error}
      onSave={() => void save().catch(() => undefined)}
      onClose={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark="optional"
        initialValues={{
          ...card,
          trainerIds: trainers.map(({ id }) => id),
          attendPercent,
          needsTests,
          needsWork,
        }}
      >
        <ProgrammeFields field={field} known={trainers} />
      </Form>
    </FormDrawer>
  )
}
