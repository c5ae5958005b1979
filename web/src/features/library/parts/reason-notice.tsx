import { useTranslation } from 'react-i18next'

/** Why it is away: somebody's words, or that a licence ended. */
export function ReasonNotice({ reason }: { reason: string | null }) {
  const { t } = useTranslation('author')
  if (reason === null) return null
  return (
    <p className="notice desk-notice" role="note">
      {reason === 'licence.expired' ? t('reasonExpired') : t('reasonWas', { reason })}
    </p>
  )
}
