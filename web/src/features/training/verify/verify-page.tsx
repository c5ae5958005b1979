import { CertificateNumber, verifyCertificate, type CertificateCheck } from '@tongke/contract'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { Logo } from '../../../components/plain/logo.tsx'
import { useTitle } from '../../../components/plain/use-title.ts'
import { paths } from '../../../config/paths.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { hoursOf } from '../parts/hours.ts'
import './verify.css'

/** Whether a certificate is genuine, for anybody who holds one: no account, nothing personal. */
export function VerifyPage() {
  const { t } = useTranslation('verify')
  const { number = '' } = useParams()
  useTitle(t('title'))
  const parsed = CertificateNumber.safeParse(number)
  return (
    <main className="verify">
      <header>
        <Logo />
      </header>
      <section className="verify-card">
        <h1>{t('title')}</h1>
        <Form number={number} isWrong={number !== '' && !parsed.success} />
        {parsed.success && <Answer number={parsed.data} />}
      </section>
      <p className="verify-note">{t('note')}</p>
    </main>
  )
}

function Form({ number, isWrong }: { number: string; isWrong: boolean }) {
  const { t } = useTranslation('verify')
  const navigate = useNavigate()
  const [text, setText] = useState(number)
  const look = (event: FormEvent) => {
    event.preventDefault()
    const trimmed = text.trim().toUpperCase()
    if (trimmed) void navigate(paths.verify(trimmed))
  }
  return (
    <form onSubmit={look}>
      <label htmlFor="certificate-number">{t('number')}</label>
      <div>
        <input
          id="certificate-number"
          value={text}
          placeholder="TK2026-000001-XXXXXXXX"
          autoComplete="off"
          spellCheck={false}
          aria-invalid={isWrong}
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" className="button button-primary">
          {t('look')}
        </button>
      </div>
      {isWrong && <p className="verify-wrong">{t('malformed')}</p>}
    </form>
  )
}

function Answer({ number }: { number: string }) {
  const { t } = useTranslation('verify')
  const check = useEndpoint(verifyCertificate, { params: { number } })
  if (check.error?.code === 'not_found')
    return (
      <div className="verify-answer verify-bad" role="alert">
        <strong>{t('unknown')}</strong>
        <p>{t('unknownHint')}</p>
      </div>
    )
  if (check.error) return <ErrorNotice error={check.error} />
  if (!check.data) return <p aria-busy="true">{t('looking')}</p>
  return <Found check={check.data} />
}

function Found({ check }: { check: CertificateCheck }) {
  const { t } = useTranslation('verify')
  return (
    <div className={check.isValid ? 'verify-answer verify-good' : 'verify-answer verify-bad'} role="status">
      <strong>{check.isValid ? t('valid') : t('revoked', { day: check.revokedOn })}</strong>
      <dl>
        <dt>{t('name')}</dt>
        <dd>{check.maskedName}</dd>
        {check.programmeTitle !== null && (
          <>
            <dt>{t('programme')}</dt>
            <dd>{check.programmeTitle}</dd>
          </>
        )}
        <dt>{t('hours')}</dt>
        <dd>{t('hoursOf', { hours: hoursOf(check.tenths) })}</dd>
        <dt>{t('period')}</dt>
        <dd>
          {check.from} – {check.to}
        </dd>
        <dt>{t('issued')}</dt>
        <dd>
          {check.issuer} · {check.issuedOn}
        </dd>
        <dt>{t('number')}</dt>
        <dd className="verify-number">{check.number}</dd>
      </dl>
    </div>
  )
}
