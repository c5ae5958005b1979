import {
  SessionInput,
  getCommunity,
  listResearchSessions,
  proposeSession,
  type Role,
  type SessionForm,
} from '@tongke/contract'
import { Form, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { FormDrawer } from '../../../components/admin/form-drawer.tsx'
import { useContractForm } from '../../../components/admin/use-contract-form.ts'
import { paths } from '../../../config/paths.ts'
import { useMe } from '../../../lib/me.ts'
import { useAction } from '../../../lib/query.ts'
import { SessionFields } from '../parts/session-fields.tsx'

const PROPOSERS: readonly Role[] = ['teacher', 'trainer', 'head', 'coordinator', 'researcher', 'officer']

interface Props {
  onClose: () => void
  /** What of a community's plan it begins. */
  planned?: { communityId: string; itemId: string; title: string; form: SessionForm }
}

/** A proposal in a few lines; agenda and members come next. */
export function NewSession({ onClose, planned }: Props) {
  const { t } = useTranslation('research')
  const me = useMe().data
  const navigate = useNavigate()
  const { form, field, read, showRefusal } = useContractForm(SessionInput, (name) => t(`field.${name}`))
  const proposing = useAction(proposeSession, [listResearchSessions, getCommunity])
  const posts = me?.kind === 'person' ? me.posts.filter(({ role }) => PROPOSERS.includes(role)) : []
  const hosts = [...new Map(posts.map(({ orgId, orgName }) => [orgId, orgName]))]
  const hostOrgId = (Form.useWatch('hostOrgId', form) as string | undefined) ?? hosts[0]?.[0] ?? ''
  const propose = async () => {
    const communityId = planned ? { communityId: planned.communityId } : {}
    proposing.mutate(
      { body: { ...(await read()), ...communityId, hostOrgId, planItemId: planned?.itemId ?? null } },
      { onSuccess: ({ card }) => void navigate(paths.researchSession(card.id)), onError: showRefusal },
    )
  }
  return (
    <FormDrawer
      title={t('new.title')}
      open
      size={560}
      pending={proposing.isPending}
      error={proposing.error}
      saveLabel={t('new.create')}
      onSave={() => void propose().catch(() => undefined)}
      onClose={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark="optional"
        initialValues={{
          theme: planned?.title,
          form: planned?.form ?? 'preparation',
          mainPreparerId: me?.id,
          plannedMinutes: 90,
        }}
      >
        {hosts.length > 1 && (
          <Form.Item name="hostOrgId" label={t('field.hostOrgId')} initialValue={hosts[0]?.[0]}>
            <Select options={hosts.map(([value, label]) => ({ value, label }))} />
          </Form.Item>
        )}
        <SessionFields
          field={field}
          preparerName={me?.kind === 'person' ? me.name : undefined}
          withCommunity={!planned}
        />
      </Form>
    </FormDrawer>
  )
}
