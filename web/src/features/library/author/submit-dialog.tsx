import {
  getResource,
  listMyResources,
  PublishScope,
  ReviewAspect,
  submitResource,
  type ResourceDetail,
} from '@tongke/contract'
import { App, Checkbox, Modal, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import type { ApiError } from '../../../lib/api-error.ts'
import { useMe } from '../../../lib/me.ts'
import { useAction } from '../../../lib/query.ts'
import { newestOf, problemsIn, rolesMissing } from '../parts/work.rules.ts'
import { useProblemWords } from './use-refusal.ts'

/** What the licence and the owner leave open; the bureau has no school of its own. */
function useScopes({ card }: ResourceDetail, licence: string): readonly PublishScope[] {
  const me = useMe().data
  const posts = me?.kind === 'person' ? me.posts : []
  const isBureau = posts.some((post) => post.orgName === card.orgName && post.orgKind === 'bureau')
  if (isBureau) return ['county']
  return licence === 'school' ? ['school'] : ['school', 'county']
}

/** The author's own review and pledge, before anybody else looks at it. */
export function SubmitDialog({ detail, onClose }: { detail: ResourceDetail; onClose: () => void }) {
  const { t } = useTranslation('author')
  const { message } = App.useApp()
  const { id, revision, metadata, scope: last } = newestOf(detail)
  const scopes = useScopes(detail, metadata.licence)
  const [scope, setScope] = useState(scopes.includes(last) ? last : (scopes[0] ?? last))
  const [held, setHeld] = useState<readonly ReviewAspect[]>([])
  const [pledged, setPledged] = useState(false)
  const submitting = useAction(submitResource, [getResource, listMyResources])
  const isWhole = held.length === ReviewAspect.options.length
  const submit = () => {
    const aspects = Object.fromEntries(ReviewAspect.options.map((aspect) => [aspect, true])) as Record<
      ReviewAspect,
      boolean
    >
    submitting.mutate(
      {
        params: { id: detail.card.id },
        body: {
          versionId: id,
          revision,
          scope,
          verdict: { aspects, decision: 'PASS', comment: '' },
          pledge: true,
        },
      },
      {
        onSuccess: () => {
          void message.success(t('submit.done'))
          onClose()
        },
      },
    )
  }
  return (
    <Modal
      open
      width={680}
      style={{ top: 32 }}
      title={t('submit.title', { title: metadata.title })}
      okText={t('submit.do')}
      okButtonProps={{ disabled: !isWhole || !pledged, loading: submitting.isPending }}
      onOk={submit}
      onCancel={onClose}
    >
      <div className="submit">
        <h3>{t('submit.self')}</h3>
        <p className="quiet">{t('submit.selfHint')}</p>
        <Checkbox.Group
          className="aspects"
          value={[...held]}
          onChange={(values) => setHeld(values as ReviewAspect[])}
        >
          {ReviewAspect.options.map((aspect) => (
            <Checkbox key={aspect} value={aspect}>
              <strong>{t(`aspect.${aspect}`)}</strong>
              <span>{t(`aspectHint.${aspect}`)}</span>
            </Checkbox>
          ))}
        </Checkbox.Group>
        <h3>{t('submit.scope')}</h3>
        <Radio.Group
          className="licences"
          value={scope}
          onChange={({ target }) => setScope(target.value as PublishScope)}
        >
          {PublishScope.options.map((value) => (
            <Radio key={value} value={value} disabled={!scopes.includes(value)}>
              <strong>{t(`scope.${value}`)}</strong>
              <span>{t(scopes.includes(value) ? `scopeHint.${value}` : `scopeClosed.${value}`)}</span>
            </Radio>
          ))}
        </Radio.Group>
        <Checkbox className="pledge" checked={pledged} onChange={({ target }) => setPledged(target.checked)}>
          {t('submit.pledge')}
        </Checkbox>
        {submitting.error && <SubmitFault error={submitting.error} />}
      </div>
    </Modal>
  )
}

function SubmitFault({ error }: { error: ApiError }) {
  const { t } = useTranslation('author')
  const { t: common } = useTranslation()
  const wordsOf = useProblemWords()
  const roles = rolesMissing(error.details).map((role) => t(`role.${role as 'main'}`))
  const words = [
    ...problemsIn(error.details).map(wordsOf),
    ...(roles.length > 0 ? [t('edit.missing', { files: roles.join(common('listComma')) })] : []),
  ]
  return (
    <>
      <ErrorNotice error={error} traced={error.status >= 500} />
      {words.length > 0 && (
        <ul className="submit-faults">
          {words.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
    </>
  )
}
