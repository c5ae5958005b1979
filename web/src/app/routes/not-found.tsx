import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { BlankState } from '../../components/plain/blank-state.tsx'
import { PATHS } from '../../config/paths.ts'

export function NotFoundPage() {
  const { t } = useTranslation()
  return (
    <BlankState
      title={t('pageMissing')}
      hint={t('pageMissingHint')}
      action={
        <Link className="button" to={PATHS.home}>
          {t('backHome')}
        </Link>
      }
    />
  )
}
