import { Button, Drawer } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../plain/error-words.tsx'
import './admin.css'

interface Props {
  title: string
  open: boolean
  pending: boolean
  error: unknown
  onSave: () => void
  onClose: () => void
  saveLabel?: string
  /** Rarer actions, at the other end of the foot. */
  aside?: ReactNode
  size?: number
  children: ReactNode
}

/** A record's form at the side of its list. */
export function FormDrawer(props: Props) {
  const { t } = useTranslation()
  return (
    <Drawer
      title={props.title}
      open={props.open}
      onClose={props.onClose}
      size={props.size ?? 480}
      destroyOnHidden
      footer={
        <div className="drawer-foot">
          {props.aside}
          <div>
            <Button onClick={props.onClose}>{t('cancel')}</Button>
            <Button type="primary" loading={props.pending} onClick={props.onSave}>
              {props.saveLabel ?? t('save')}
            </Button>
          </div>
        </div>
      }
    >
      {props.error !== null && props.error !== undefined && (
        <div className="form-error">
          <ErrorNotice error={props.error} />
        </div>
      )}
      {props.children}
    </Drawer>
  )
}
