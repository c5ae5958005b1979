import {
  SessionInput,
  getSession,
  listResearchSessions,
  updateSession,
  type SessionDetail,
} from '@tongke/contract'
import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { FormDrawer } from '../../../components/admin/form-drawer.tsx'
import { useContractForm } from '../../../components/admin/use-contract-form.ts'
import { useAction } from '../../../lib/query.ts'
import { SessionFields } from '../parts/session-fields.tsx'

/** What the session says of itself, changed while it is open. */
export function EditSession({ detail, onClose }: { detail: SessionDetail; onClose: () => void }) {
  const { t } = useTranslation('research')
  const { card, revision, summary, nodeId } = detail
  const { form, field, read, showRefusal } = useContractForm(SessionInput, (name) => t(`field.${name}`))
  const saving = useAction(updateSession, [getSession, listResearchSessions])
  const save = async () =>
    saving.mutate(
      { params: { id: card.id }, body: { ...(await read()), revision } },
      { onSuccess: onClose, onError: showRefusal },
    )
  return (
    <FormDrawer
      title={t('session.edit')}
      open
      size={560}
      pending={saving.isPending}
      error={saving.error}
      onSave={() => void save().catch(() => undefined)}
      onClose={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark="optional"
        initialValues={{ ...card, summary, nodeId }}
      >
        <SessionFields
          field={field}
          preparerName={card.mainPreparerName}
          isFormFixed={card.state !== 'PROPOSED'}
        />
      </Form>
    </FormDrawer>
  )
}
