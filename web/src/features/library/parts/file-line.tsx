import { ProcessingStep, getProcessing, type ResourceFile, type TechnicalFinding } from '@tongke/contract'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useEndpoint } from '../../../lib/query.ts'
import { bytesText, clockText } from '../upload/amounts.ts'

const POLL_MS = 2000

/** One file of a version: what it is, how far the work on it is, what was found. `children`: what can be done. */
export function FileLine({
  file,
  own,
  children,
}: {
  file: ResourceFile
  own?: boolean
  children?: ReactNode
}) {
  const { t } = useTranslation('upload')
  const { processing } = file
  return (
    <li className="file-line" data-state={processing.state}>
      <div className="file-head">
        <span className="file-role">{t(`role.${file.role}`)}</span>
        <strong title={file.name}>{file.name}</strong>
        {children && <span className="file-actions">{children}</span>}
      </div>
      <p className="file-facts">
        <Facts file={file} />
      </p>
      {processing.state === 'RUNNING' && (
        <progress max={1} value={processing.progress} aria-label={t('progressOf', { name: file.name })} />
      )}
      <WorkWords file={file} own={own ?? false} />
      <Findings findings={processing.findings} />
    </li>
  )
}

function Facts({ file }: { file: ResourceFile }) {
  const { t } = useTranslation('author')
  const { durationMs, width, height, pages } = file
  const facts = [
    t(`kind.${file.kind}`),
    bytesText(file.sizeBytes),
    durationMs !== null && clockText(Math.round(durationMs / 1000)),
    width !== null && height !== null && `${width}×${height}`,
    pages !== null && t('pages', { count: pages }),
  ]
  return <>{facts.filter(Boolean).join(' · ')}</>
}

function WorkWords({ file, own }: { file: ResourceFile; own: boolean }) {
  const { t } = useTranslation('author')
  const { t: found } = useTranslation('findings')
  const { state, step, progress, playable } = file.processing
  const asks = own && (state === 'QUEUED' || state === 'FAILED')
  const report = useEndpoint(
    getProcessing,
    { params: { id: file.id } },
    { enabled: asks, ...(state === 'QUEUED' && { refetchInterval: POLL_MS }) },
  ).data
  const ahead = state === 'QUEUED' && report?.ahead ? t('work.ahead', { count: report.ahead }) : null
  return (
    <div className="file-work">
      <span aria-live="polite">
        {state === 'RUNNING' && step
          ? t('work.step', { step: found(`step.${step}`), percent: Math.floor(progress * 100) })
          : t(`work.${state}`)}
        {ahead}
        {playable && state === 'RUNNING' && ` ${t('work.playable')}`}
      </span>
      {state === 'FAILED' && report?.log && <FailureLog log={report.log} />}
    </div>
  )
}

function FailureLog({ log }: { log: string }) {
  const { t } = useTranslation('author')
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="link-button" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t(open ? 'work.hideLog' : 'work.showLog')}
      </button>
      {open && <pre className="file-log">{log}</pre>}
    </>
  )
}

const SEVERE_FIRST = ['error', 'warning', 'info'] as const

function Findings({ findings }: { findings: readonly TechnicalFinding[] }) {
  const { t } = useTranslation('author')
  const wordsOf = useFindingWords()
  if (findings.length === 0) return null
  const sorted = findings.toSorted(
    (a, b) => SEVERE_FIRST.indexOf(a.severity) - SEVERE_FIRST.indexOf(b.severity),
  )
  return (
    <ul className="findings" aria-label={t('findings')}>
      {sorted.map((finding) => (
        <li key={`${finding.code} ${JSON.stringify(finding.values)}`} data-severity={finding.severity}>
          <b>{t(`severity.${finding.severity}`)}</b> {wordsOf(finding)}
        </li>
      ))}
    </ul>
  )
}

/** The sentence of a finding, steps by their names. */
function useFindingWords() {
  const { t } = useTranslation('findings')
  return ({ code, values }: TechnicalFinding): string => {
    const step = ProcessingStep.safeParse(values.step)
    return t(`finding.${code}`, { ...values, ...(step.success && { step: t(`step.${step.data}`) }) })
  }
}
