import { signIn, type Me } from '@tongke/contract'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { TextField } from '../../../components/plain/text-field.tsx'
import { checkField } from '../../../lib/field-issue.ts'
import { useAction } from '../../../lib/query.ts'
import { useCountdown } from './use-countdown.ts'

const DEFAULT_WAIT_SECONDS = 30
const { login: loginSchema, password: passwordSchema } = signIn.body.shape

export function SignInForm({ onSignedIn }: { onSignedIn: (me: Me) => void }) {
  const { t } = useTranslation('signin')
  const { t: common } = useTranslation()
  const [values, setValues] = useState({ login: '', password: '' })
  const [touched, setTouched] = useState(false)
  const [shown, setShown] = useState(false)
  const wait = useCountdown()
  const attempt = useAction(signIn)

  const wordsFor = (field: 'login' | 'password') => {
    const issue = checkField(field === 'login' ? loginSchema : passwordSchema, values[field])
    return issue && touched ? common(`field.${issue.key}`, { ...issue, name: t(field) }) : undefined
  }

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTouched(true)
    if (wait.left > 0 || !signIn.body.safeParse(values).success) return
    attempt.mutate(
      { body: values },
      {
        onSuccess: onSignedIn,
        onError: (error) => {
          if (error.code === 'auth.throttled') wait.begin(error.retryAfter ?? DEFAULT_WAIT_SECONDS)
        },
      },
    )
  }

  const label =
    wait.left > 0 ? t('wait', { seconds: wait.left }) : t(attempt.isPending ? 'submitting' : 'submit')
  return (
    <form className="sign-in-form" onSubmit={submit} noValidate>
      <h2>{t('title')}</h2>
      {attempt.error && <ErrorNotice error={attempt.error} traced={attempt.error.status >= 500} />}
      <TextField
        label={t('login')}
        autoComplete="username"
        autoFocus
        value={values.login}
        error={wordsFor('login')}
        onChange={(event) => setValues({ ...values, login: event.target.value })}
      />
      <div className="password-row">
        <TextField
          label={t('password')}
          type={shown ? 'text' : 'password'}
          autoComplete="current-password"
          value={values.password}
          error={wordsFor('password')}
          onChange={(event) => setValues({ ...values, password: event.target.value })}
        />
        <button type="button" className="password-eye" aria-pressed={shown} onClick={() => setShown(!shown)}>
          {t(shown ? 'hidePassword' : 'showPassword')}
        </button>
      </div>
      <button className="button button-primary button-big" disabled={attempt.isPending || wait.left > 0}>
        {label}
      </button>
      <p className="sign-in-forgot">{t('forgot')}</p>
    </form>
  )
}
