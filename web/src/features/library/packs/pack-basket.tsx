import { PACK_LIMITS } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { bytesText } from '../upload/amounts.ts'
import type { Basket, Sized } from './use-basket.ts'

/** What was ticked, how large it is, and what keeps something out. */
export function PackBasket({ basket }: { basket: Basket }) {
  const { t } = useTranslation('packs')
  const share = Math.min(100, (basket.bytes / PACK_LIMITS.bytes) * 100)
  return (
    <>
      {basket.items.length === 0 ? (
        <p className="quiet pack-none">{t('basketEmpty')}</p>
      ) : (
        <ol className="pack-basket" aria-label={t('basket')}>
          {basket.items.map((item) => (
            <BasketItem key={item.card.id} item={item} onRemove={() => basket.toggle(item.card)} />
          ))}
        </ol>
      )}
      <div className="pack-total" data-over={basket.isTooLarge}>
        <span className="pack-line">
          <i style={{ width: `${share}%` }} />
        </span>
        <p>
          {t('total', {
            count: basket.items.length,
            size: basket.isKnown ? bytesText(basket.bytes) : '…',
            most: bytesText(PACK_LIMITS.bytes),
          })}
        </p>
        {basket.isFull && <p className="pack-fault">{t('full', { count: PACK_LIMITS.resources })}</p>}
        {basket.isTooLarge && <p className="pack-fault">{t('tooLarge')}</p>}
        {basket.flawed.length > 0 && (
          <p className="notice notice-warn">
            {t('flawed', { count: basket.flawed.length })}
            <button type="button" className="button" onClick={basket.removeFlawed}>
              {t('removeFlawed')}
            </button>
          </p>
        )}
      </div>
    </>
  )
}

function BasketItem({ item: { card, bytes, flaw }, onRemove }: { item: Sized; onRemove: () => void }) {
  const { t } = useTranslation('packs')
  return (
    <li data-flawed={flaw !== null}>
      <span>
        <strong>{card.title}</strong>
        <small>{flaw ? t(`flaw.${flaw}`) : bytes === null ? '…' : bytesText(bytes)}</small>
      </span>
      <button
        type="button"
        className="pack-out"
        aria-label={t('takeOut', { title: card.title })}
        title={t('takeOut', { title: card.title })}
        onClick={onRemove}
      >
        ×
      </button>
    </li>
  )
}
