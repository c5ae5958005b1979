import {
  cancelProcessing,
  getProcessing,
  getResource,
  retryProcessing,
  type FileRole,
  type Licence,
  type ResourceFile,
  type ResourceType,
  type Upload,
} from '@tongke/contract'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice, useErrorText } from '../../../components/plain/error-words.tsx'
import { useAction } from '../../../lib/query.ts'
import { FileLine } from '../parts/file-line.tsx'
import { requiredRolesOf, rolesOffered } from '../parts/work.rules.ts'
import { uploadManager } from '../upload/upload-client.ts'
import { UploadPanel } from '../upload/upload-panel.tsx'
import { TimelineLink } from './timeline/timeline-link.tsx'
import type { Draft } from './use-draft.ts'

interface Props {
  type: ResourceType
  licence: Licence
  /** Unfinished uploads come back to the same resource. */
  scope: string
  files: readonly ResourceFile[]
  draft: Draft
}

const NAME_MAX = 120

/** The finished upload leaves the list when its file is in the draft. */
function forget(uploadId: string) {
  const manager = uploadManager()
  const row = manager.rows.get().find(({ upload }) => upload?.id === uploadId)
  if (row) manager.drop(row.id)
}

export function DraftFiles({ type, licence, scope, files, draft }: Props) {
  const { t } = useTranslation('author')
  const [refused, setRefused] = useState<{ name: string; error: unknown }>()
  const take = (uploadId: string, { name }: Upload, role: FileRole) =>
    void draft.add(uploadId, role, name.slice(0, NAME_MAX)).then(
      () => {
        setRefused(undefined)
        forget(uploadId)
      },
      (error: unknown) => {
        setRefused({ name, error })
        forget(uploadId)
      },
    )
  const missing = requiredRolesOf(type, licence).filter((role) => !files.some((file) => file.role === role))
  return (
    <section className="card desk-part" aria-label={t('edit.files')}>
      <h2>{t('edit.files')}</h2>
      {missing.length > 0 && <Missing type={type} roles={missing} />}
      {files.length > 0 && (
        <ul className="file-lines">
          {files.map((file) => (
            <FileLine key={file.id} file={file} own>
              <TimelineLink resourceId={scope} file={file} />
              <FileActions file={file} draft={draft} />
            </FileLine>
          ))}
        </ul>
      )}
      {refused && (
        <div className="desk-refused">
          <strong>{t('edit.refusedFile', { name: refused.name })}</strong>
          <ErrorNotice error={refused.error} traced={false} />
        </div>
      )}
      {licence === 'link' ? (
        <p className="quiet">{t('edit.linkHasNoFiles')}</p>
      ) : (
        <UploadPanel scope={scope} roles={rolesOffered(type, licence, files)} onFinished={take} />
      )}
    </section>
  )
}

function Missing({ type, roles }: { type: ResourceType; roles: readonly FileRole[] }) {
  const { t } = useTranslation('author')
  const { t: common } = useTranslation()
  const names = roles.map((role) => (role === 'main' ? t(`mainFile.${type}`) : t(`role.${role}`)))
  return <p className="desk-missing">{t('edit.missing', { files: names.join(common('listComma')) })}</p>
}

function FileActions({ file, draft }: { file: ResourceFile; draft: Draft }) {
  const { t } = useTranslation('author')
  const { modal, message } = App.useApp()
  const errorText = useErrorText()
  const cancelling = useAction(cancelProcessing, [getResource, getProcessing])
  const retrying = useAction(retryProcessing, [getResource, getProcessing])
  const { id, name, processing } = file
  const tell = { onError: (error: unknown) => void message.error(errorText(error)) }
  const remove = () =>
    modal.confirm({
      title: t('file.removeTitle', { name }),
      content: t('file.removeHint'),
      okText: t('file.remove'),
      okButtonProps: { danger: true },
      onOk: () =>
        draft.remove(id).then(
          () => undefined,
          (error: unknown) => void message.error(errorText(error)),
        ),
    })
  const isRunning = processing.state === 'QUEUED' || processing.state === 'RUNNING'
  const isStopped = processing.state === 'FAILED' || processing.state === 'CANCELLED'
  return (
    <>
      {isRunning && (
        <Button
          type="text"
          loading={cancelling.isPending}
          aria-label={t('file.cancelOf', { name })}
          onClick={() => cancelling.mutate({ params: { id } }, tell)}
        >
          {t('file.cancel')}
        </Button>
      )}
      {isStopped && (
        <Button
          type="text"
          loading={retrying.isPending}
          aria-label={t('file.retryOf', { name })}
          onClick={() => retrying.mutate({ params: { id } }, tell)}
        >
          {t('file.retry')}
        </Button>
      )}
      <Button type="text" className="row-close" aria-label={t('file.removeOf', { name })} onClick={remove}>
        {t('file.remove')}
      </Button>
    </>
  )
}
