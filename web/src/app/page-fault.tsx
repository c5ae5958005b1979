import { useTranslation } from 'react-i18next'
import { useRouteError } from 'react-router'
import { BlankState } from '../components/plain/blank-state.tsx'
import { ErrorPanel } from '../components/plain/error-words.tsx'
import { ApiError } from '../lib/api-error.ts'

const reload = () => window.location.reload()

const NOT_WHOLE = /dynamically imported module|Failed to fetch|preload CSS/i

/** The boundary of every page: a thrown error or a chunk that a new release has replaced. */
export function PageFault() {
  const error = useRouteError()
  const { t } = useTranslation()
  if (error instanceof ApiError) return <ErrorPanel error={error} onRetry={reload} />
  const partial = error instanceof Error && NOT_WHOLE.test(error.message)
  return (
    <BlankState
      title={t(partial ? 'pagePartial' : 'pageFault')}
      hint={
        <>
          {t(partial ? 'pagePartialHint' : 'pageFaultHint')}
          <br />
          {!partial && <code>{error instanceof Error ? error.message : String(error)}</code>}
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
