import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../../components/plain/error-words.tsx'
import { bytesText, clockText } from './amounts.ts'
import type { UploadManager, UploadRow } from './upload-manager.ts'

/** One file: how far it is, how fast, how long it takes, and what can be done with it. */
export function UploadRowView({
  row,
  manager,
  showRole = true,
  children,
}: {
  row: UploadRow
  manager: UploadManager
  showRole?: boolean
  /** What else can be done with it here. */
  children?: ReactNode
}) {
  const { t } = useTranslation('upload')
  const percent = Math.floor((row.bytes / Math.max(1, row.sizeBytes)) * 100)
  return (
    <li className="upload-row" data-state={row.state}>
      <div className="upload-head">
        <strong title={row.name}>{row.name}</strong>
        {showRole && <span className="pill">{t(`role.${row.role}`)}</span>}
        {children}
        <RowButtons row={row} manager={manager} />
      </div>
      <progress
        aria-label={t('progressOf', { name: row.name })}
        max={100}
        value={row.state === 'done' ? 100 : percent}
      />
      <p className="upload-words" aria-live="polite">
        <RowWords row={row} percent={percent} />
      </p>
    </li>
  )
}

function RowWords({ row, percent }: { row: UploadRow; percent: number }) {
  const { t } = useTranslation('upload')
  const errorText = useErrorText()
  if (row.state === 'failed') return <span className="upload-error">{errorText(row.error)}</span>
  if (row.state === 'lost') return <span>{t('state.lost')}</span>
  if (row.state === 'sending' && row.interrupted) return <span>{t('state.interrupted')}</span>
  const amount = t('amount', { sent: bytesText(row.bytes), of: bytesText(row.sizeBytes) })
  const isMoving = row.state === 'sending' || row.state === 'hashing'
  return (
    <>
      <span>{t(`state.${row.state}`)}</span>
      <span>{isMoving || row.state === 'paused' ? `${percent}% · ${amount}` : bytesText(row.sizeBytes)}</span>
      {row.state === 'sending' && row.bytesPerSecond !== null && (
        <span>{t('speed', { speed: bytesText(row.bytesPerSecond) })}</span>
      )}
      {row.state === 'sending' && row.secondsLeft !== null && (
        <span>{t('left', { time: clockText(row.secondsLeft) })}</span>
      )}
    </>
  )
}

function RowButtons({ row, manager }: { row: UploadRow; manager: UploadManager }) {
  const { t } = useTranslation('upload')
  const { id, state, name } = row
  return (
    <span className="upload-buttons">
      {(state === 'waiting' || state === 'hashing' || state === 'sending') && (
        <RowButton words={t('pause')} name={name} onClick={() => void manager.pause(id)} />
      )}
      {state === 'paused' && <RowButton words={t('resume')} name={name} onClick={() => manager.resume(id)} />}
      {state === 'failed' && <RowButton words={t('again')} name={name} onClick={() => manager.resume(id)} />}
      {state !== 'done' && state !== 'finishing' && (
        <RowButton words={t('cancel')} name={name} onClick={() => void manager.cancel(id)} />
      )}
      {state === 'done' && <RowButton words={t('hide')} name={name} onClick={() => manager.drop(id)} />}
    </span>
  )
}

interface RowButtonProps {
  words: string
  name: string
  onClick: () => void
}

const RowButton = ({ words, name, onClick }: RowButtonProps) => (
  <button type="button" className="upload-button" aria-label={`${words} ${name}`} onClick={onClick}>
    {words}
  </button>
)
