import { useTranslation } from 'react-i18next'
import { ApiError } from '../../lib/api-error.ts'
import { BlankState } from './blank-state.tsx'
import './plain.css'

const known = (error: unknown): ApiError => (error instanceof ApiError ? error : new ApiError('internal', 0))

/** The words for an error's stable code. */
export function useErrorText(): (error: unknown) => string {
  const { t } = useTranslation('errors')
  return (error) => t(known(error).code)
}

/** What a technician asks for: the stable code and the request id. */
export function ErrorTrace({ error }: { error: unknown }) {
  const { t } = useTranslation()
  const { code, requestId } = known(error)
  return (
    <small>
      {t('errorCode')} <code>{code}</code>
      {requestId && (
        <>
          {' · '}
          {t('requestId')} <code>{requestId}</code>
        </>
      )}
    </small>
  )
}

/** A refusal inside a form. */
export function ErrorNotice({ error, traced = true }: { error: unknown; traced?: boolean }) {
  const text = useErrorText()
  return (
    <div className="notice" role="alert">
      <span>{text(error)}</span>
      {traced && <ErrorTrace error={error} />}
    </div>
  )
}

/** In place of content that could not be read. */
export function ErrorPanel({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation()
  const text = useErrorText()
  return (
    <div role="alert">
      <BlankState
        title={t('loadFailed')}
        hint={
          <>
            {text(error)}
            <br />
            <ErrorTrace error={error} />
          </>
        }
        action={
          onRetry && (
            <button type="button" className="button" onClick={onRetry}>
              {t('retry')}
            </button>
          )
        }
      />
    </div>
  )
}
