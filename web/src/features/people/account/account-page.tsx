import { useTranslation } from 'react-i18next'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { useMe } from '../../../lib/me.ts'
import { PasswordForm } from './password-form.tsx'
import { SessionsList } from './sessions-list.tsx'
import './account.css'

function Posts() {
  const { t } = useTranslation('people')
  const { t: common } = useTranslation()
  const me = useMe()
  if (me.data?.kind !== 'person' || me.data.posts.length === 0)
    return <p className="quiet">{t('me.noPosts')}</p>
  return (
    <ul className="sessions">
      {me.data.posts.map((post) => (
        <li key={post.id}>
          <div>
            <strong>{common(`role.${post.role}`)}</strong>
            <span className="sub">
              {post.orgName} ·{' '}
              {post.to ? t('me.until', { from: post.from, to: post.to }) : t('me.since', { from: post.from })}
            </span>
          </div>
        </li>
      ))}
    </ul>
  )
}

export function AccountPage() {
  const { t } = useTranslation('people')
  const me = useMe()
  return (
    <>
      <PageHead title={me.data?.name ?? t('me.title')} note={t('me.title')} />
      <div className="account">
        <section className="card" aria-labelledby="my-password">
          <h2 id="my-password">{t('me.password')}</h2>
          <PasswordForm />
        </section>
        <div className="account-side">
          <section className="card" aria-labelledby="my-sessions">
            <h2 id="my-sessions">{t('me.sessions')}</h2>
            <p className="quiet">{t('me.sessionsHint')}</p>
            <SessionsList />
          </section>
          <section className="card" aria-labelledby="my-posts">
            <h2 id="my-posts">{t('me.posts')}</h2>
            <Posts />
          </section>
        </div>
      </div>
    </>
  )
}
