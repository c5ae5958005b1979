import { ResourceMetadata, type ResourceDetail, type ResourceVersion } from '@tongke/contract'
import { App, Button, Form } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useContractForm } from '../../../components/admin/use-contract-form.ts'
import { ErrorNotice, useErrorText } from '../../../components/plain/error-words.tsx'
import { PATHS } from '../../../config/paths.ts'
import { ApiError, isApiError } from '../../../lib/api-error.ts'
import { useStayWarning } from '../../../lib/use-stay-warning.ts'
import { Orders } from '../parts/orders.tsx'
import { ReviewsList } from '../parts/reviews-list.tsx'
import { needsOf } from '../parts/work.rules.ts'
import { DraftFiles } from './draft-files.tsx'
import { MetadataFields, RightsFields } from './metadata-fields.tsx'
import { Readiness } from './readiness.tsx'
import { SubmitDialog } from './submit-dialog.tsx'
import { useDraft } from './use-draft.ts'
import { useRefusalAtFields } from './use-refusal.ts'

interface Props {
  detail: ResourceDetail
  open: ResourceVersion
  /** Take what there is now instead of what was read. */
  onReadAgain: () => void
}

/** The draft: its files, what they are, whose they are; and beside them what is still missing. */
export function DraftEditor({ detail, open, onReadAgain }: Props) {
  const { t } = useTranslation('author')
  const { message } = App.useApp()
  // The form begins with this reading; what is read later changes only files and progress.
  const [read] = useState(open)
  const [changed, setChanged] = useState(false)
  const [submitting, setSubmitting] = useState(false)
  const { type } = detail.card
  const draft = useDraft(detail.card.id, read.revision)
  const contract = useContractForm(ResourceMetadata, (name) => t(`field.${name}`))
  const { form } = contract
  const refusal = useRefusalAtFields(form)
  const licence =
    (Form.useWatch('licence', form) as ResourceMetadata['licence'] | undefined) ?? read.metadata.licence
  const nodeIds = (Form.useWatch('nodeIds', form) as string[] | undefined) ?? read.metadata.nodeIds
  useStayWarning(changed)

  /** @returns whether it is on the server now */
  const save = async (): Promise<boolean> => {
    const metadata = await contract.read().catch(() => null)
    if (!metadata) return false
    try {
      await draft.save(metadata)
      setChanged(false)
      return true
    } catch (error) {
      if (error instanceof ApiError) refusal.show(error)
      return false
    }
  }
  const saveOnly = () => void save().then((saved) => saved && void message.success(t('edit.saved')))
  const submit = () =>
    void (changed || open.state === 'REJECTED' ? save() : Promise.resolve(true)).then(setSubmitting)
  const needs = needsOf(type, { licence, nodeIds }, open.files)

  return (
    <div className="desk">
      <div className="desk-parts">
        {open.state === 'REJECTED' && (
          <section className="card desk-part desk-rejected">
            <h2>{t('edit.rejected')}</h2>
            <ReviewsList reviews={detail.reviews} />
          </section>
        )}
        <DraftFiles type={type} licence={licence} scope={detail.card.id} files={open.files} draft={draft} />
        <Form
          form={form}
          layout="vertical"
          requiredMark="optional"
          initialValues={read.metadata}
          scrollToFirstError={{ block: 'center' }}
          onValuesChange={() => {
            setChanged(true)
            draft.saving.reset()
            refusal.clear()
          }}
        >
          <MetadataFields type={type} field={contract.field} />
          <RightsFields type={type} field={contract.field} licence={licence} />
        </Form>
        {open.state !== 'REJECTED' && detail.reviews.length > 0 && (
          <section className="card desk-part">
            <h2>{t('reviews.title')}</h2>
            <ReviewsList reviews={detail.reviews} />
          </section>
        )}
      </div>
      <aside className="desk-aside">
        <Readiness type={type} state={open.state} needs={needs} changed={changed} />
        <SaveFault error={draft.saving.error} onReadAgain={onReadAgain} />
        <div className="desk-buttons">
          <Button size="large" block loading={draft.saving.isPending} disabled={!changed} onClick={saveOnly}>
            {t(changed ? 'edit.save' : 'edit.allSaved')}
          </Button>
          <Button
            type="primary"
            size="large"
            block
            disabled={needs.some(({ met }) => !met) || draft.saving.isPending}
            onClick={submit}
          >
            {t('edit.submit')}
          </Button>
        </div>
        <Orders id={detail.card.id} title={detail.card.title} can={detail.can} />
        <Discard title={read.metadata.title} isOnly={detail.draft === null} discard={draft.discard} />
      </aside>
      {submitting && <SubmitDialog detail={detail} onClose={() => setSubmitting(false)} />}
    </div>
  )
}

function SaveFault({ error, onReadAgain }: { error: ApiError | null; onReadAgain: () => void }) {
  const { t } = useTranslation('author')
  if (!error) return null
  if (!isApiError(error, 'conflict.changed', 'resource.state'))
    return <ErrorNotice error={error} traced={error.status >= 500} />
  return (
    <div className="notice" role="alert">
      <strong>{t('conflict.title')}</strong>
      <span>{t('conflict.hint')}</span>
      <Button onClick={onReadAgain}>{t('conflict.readAgain')}</Button>
    </div>
  )
}

interface DiscardProps {
  title: string
  /** Nothing of it was ever published: the whole resource goes. */
  isOnly: boolean
  discard: () => Promise<unknown>
}

function Discard({ title, isOnly, discard }: DiscardProps) {
  const { t } = useTranslation('author')
  const { modal, message } = App.useApp()
  const errorText = useErrorText()
  const navigate = useNavigate()
  const ask = () =>
    modal.confirm({
      title: t('discard.title', { title }),
      content: t(isOnly ? 'discard.hintAll' : 'discard.hintVersion'),
      okText: t('discard.do'),
      okButtonProps: { danger: true },
      onOk: () =>
        discard().then(
          () => {
            void message.success(t('discard.done'))
            void navigate(PATHS.myResources)
          },
          (error) => void message.error(errorText(error)),
        ),
    })
  return (
    <Button type="text" className="row-close" onClick={ask}>
      {t('discard.do')}
    </Button>
  )
}
