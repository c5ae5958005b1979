import {
  archiveResource,
  explainTakeDown,
  findResources,
  getResource,
  listMyResources,
  listReviewQueue,
  listWithdrawn,
  restoreResource,
  takeDownResource,
  takeOffline,
  type ResourceDetail,
} from '@tongke/contract'
import { App, Button, Input, Modal } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { useAction } from '../../../lib/query.ts'

type Can = ResourceDetail['can']
const ORDERS = {
  takeDown: takeDownResource,
  explain: explainTakeDown,
  takeOffline: takeOffline,
  restore: restoreResource,
  archive: archiveResource,
} as const satisfies Partial<Record<keyof Can, unknown>>
type Order = keyof typeof ORDERS

const NAMES = Object.keys(ORDERS) as Order[]
const IS_GRAVE: Record<Order, boolean> = {
  takeDown: true,
  explain: false,
  takeOffline: true,
  restore: false,
  archive: true,
}
/** Shortest reason; an archiving has none. */
const REASON_MIN: Record<Order, number | null> = {
  takeDown: 0,
  explain: 5,
  takeOffline: 5,
  restore: 5,
  archive: null,
}
const REASON_MAX = 500

/** What may become of a resource as a whole, by whoever may say so; each order with its reason. */
export function Orders({ id, title, can }: { id: string; title: string; can: Partial<Can> }) {
  const { t } = useTranslation('author')
  const [order, setOrder] = useState<Order>()
  const offered = NAMES.filter((name) => can[name])
  if (offered.length === 0) return null
  return (
    <div className="orders">
      {offered.map((name) => (
        <Button key={name} danger={IS_GRAVE[name]} onClick={() => setOrder(name)}>
          {t(`order.${name}`)}
        </Button>
      ))}
      {order && (
        <OrderDialog key={order} id={id} title={title} order={order} onClose={() => setOrder(undefined)} />
      )}
    </div>
  )
}

interface DialogProps {
  id: string
  title: string
  order: Order
  onClose: () => void
}

function OrderDialog({ id, title, order, onClose }: DialogProps) {
  const { t } = useTranslation('author')
  const { message } = App.useApp()
  const [reason, setReason] = useState('')
  const field = useId()
  const refreshes = [getResource, listMyResources, listReviewQueue, listWithdrawn, findResources]
  const ordering = useAction(ORDERS[order], refreshes)
  const least = REASON_MIN[order]
  const isShort = least !== null && reason.trim().length < least
  const give = () =>
    ordering.mutate(
      { params: { id }, body: { reason: reason.trim() } },
      {
        onSuccess: () => {
          void message.success(t(`order.${order}Done`))
          onClose()
        },
      },
    )
  return (
    <Modal
      open
      title={t(`order.${order}Title`, { title })}
      okText={t(`order.${order}`)}
      okButtonProps={{ danger: IS_GRAVE[order], loading: ordering.isPending, disabled: isShort }}
      onOk={give}
      onCancel={onClose}
    >
      <div className="order-dialog">
        <p>{t(`order.${order}Hint`)}</p>
        {least !== null && (
          <div className="order-reason">
            <label htmlFor={field}>{t(least > 0 ? 'order.reason' : 'order.reasonLater')}</label>
            <Input.TextArea
              id={field}
              rows={3}
              maxLength={REASON_MAX}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
            {isShort && <span className="quiet">{t('order.reasonMin', { count: least })}</span>}
          </div>
        )}
        {ordering.error && <ErrorNotice error={ordering.error} />}
      </div>
    </Modal>
  )
}
