import { useEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

interface ConfirmProps {
  title: string
  children?: ReactNode
  action: string
  tone?: 'live' | 'primary'
  onConfirm: () => void
  onCancel: () => void
}

/** Asks before what cannot be taken back. Escape cancels. */
export function Confirm({ title, children, action, tone = 'live', onConfirm, onCancel }: ConfirmProps) {
  const { t } = useTranslation()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return (
    <dialog ref={dialog} className="room-dialog" aria-label={title} onCancel={onCancel}>
      <h2>{title}</h2>
      {children}
      <div className="room-dialog-actions">
        <button type="button" className="button button-big" onClick={onCancel}>
          {t('cancel')}
        </button>
        <button type="button" className={`button button-big button-${tone}`} onClick={onConfirm}>
          {action}
        </button>
      </div>
    </dialog>
  )
}
