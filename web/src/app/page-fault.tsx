import { useTranslation } from 'react-i18next'
import { useRouteError } from 'react-router'
import { BlankState } from '../components/plain/blank-state.tsx'
import { ErrorPanel } from '../components/plain/error-words.tsx'
import { ApiError } from '../lib/api-error.ts'

const reload = () => window.location.reload()

/** The boundary of every page: a thrown error or a chunk that a new release has replaced. */
export function PageFault() {
  const error = useRouteError()
  const { t } = useTranslation()
  if (error instanceof ApiError) return <ErrorPanel error={error} onRetry={reload} />
  return (
    <BlankState
      title={t('pageFault')}
      hint={
        <>
          {t('pageFaultHint')}
          <br />
          <code>{error instanceof Error ? error.message : String(error)}</code>
        </>
      }
      action={
        <button type="button" className="button button-primary" onClick={reload}>
          {t('reload')}
        </button>
      }
    />
  )
}
