import { listSessions, revokeSession } from '@tongke/contract'
import { App, Button, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { ErrorPanel, useErrorText } from '../../../components/plain/error-words.tsx'
import { useAction, useEndpoint } from '../../../lib/query.ts'
import { momentOf } from '../../../lib/time.ts'
import { browserOf } from '../browser-name.ts'

export function SessionsList() {
  const { t } = useTranslation('people')
  const { message } = App.useApp()
  const errorText = useErrorText()
  const sessions = useEndpoint(listSessions, {})
  const revoke = useAction(revokeSession, [listSessions])
  if (sessions.error) return <ErrorPanel error={sessions.error} onRetry={() => void sessions.refetch()} />
  if (!sessions.data) return <Skeleton active />
  const end = (id: string) =>
    revoke.mutate(
      { params: { id } },
      {
        onSuccess: () => void message.success(t('me.revoked')),
        onError: (error) => void message.error(errorText(error)),
      },
    )
  return (
    <ul className="sessions">
      {sessions.data.map((session) => {
        const name = browserOf(session.userAgent)
        return (
          <li key={session.id}>
            <div>
              <strong>{name}</strong>{' '}
              {session.current && <span className="pill pill-ok">{t('me.thisOne')}</span>}
              <span className="sub">
                {session.address} · {t('me.since_', { time: momentOf(session.createdAt) })} ·{' '}
                {t('me.seen', { time: momentOf(session.lastSeenAt) })}
              </span>
            </div>
            {!session.current && (
              <Button size="small" aria-label={t('me.revokeOne', { name })} onClick={() => end(session.id)}>
                {t('me.revoke')}
              </Button>
            )}
          </li>
        )
      })}
    </ul>
  )
}
