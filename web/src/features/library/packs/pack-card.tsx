import { getPackArchive, listPacks, removePack, type Pack } from '@tongke/contract'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { paths } from '../../../config/paths.ts'
import { urlOf } from '../../../lib/api-url.ts'
import { useAction } from '../../../lib/query.ts'
import { dateOf } from '../../../lib/time.ts'
import { bytesText } from '../upload/amounts.ts'
import { HeldProgress } from './held-progress.tsx'
import { canHold } from './hold/holder-client.ts'
import { faultOf, type HeldRow, type HoldFault, type PackHolder } from './hold/pack-holder.ts'
import { useFaultText } from './pack-words.ts'

interface Props {
  pack: Pack
  row: HeldRow | undefined
  holder: PackHolder
}

/** A pack the portal has: what it is, how far it is, and where it can go. */
export function PackCard({ pack, row, holder }: Props) {
  const { t } = useTranslation('packs')
  const { name, orgName, ownerName, resources, bytes, changedAt, withdrawn } = pack
  const facts = [
    t('count', { count: resources }),
    ...(bytes > 0 ? [bytesText(bytes)] : []),
    `${orgName} ${ownerName}`,
    dateOf(changedAt),
  ]
  return (
    <li className="card pack-card" data-testid="pack" data-state={pack.state}>
      <header>
        <h2>{name}</h2>
        {pack.forBelow && <span className="pill">{t('forBelowPill')}</span>}
      </header>
      <p className="quiet">{facts.join(' · ')}</p>
      <Building pack={pack} />
      {withdrawn.length > 0 && (
        <p className="notice notice-warn">
          {t(pack.can.change ? 'withdrawnMine' : 'withdrawn', {
            titles: withdrawn.map(({ title }) => title).join(t('listComma')),
          })}
        </p>
      )}
      {row && <HeldProgress row={row} />}
      <CardActions pack={pack} row={row} holder={holder} />
    </li>
  )
}

function Building({ pack: { state, progress, problem } }: { pack: Pack }) {
  const { t } = useTranslation('packs')
  if (state === 'READY') return null
  if (state === 'FAILED')
    return (
      <p className="notice" role="alert">
        {t(`problem.${problem ?? 'fault'}`)}
      </p>
    )
  const percent = Math.floor(progress * 100)
  return (
    <div className="pack-progress">
      <span className="pack-line">
        <i style={{ width: `${percent}%` }} />
      </span>
      <p role="status">{t(state === 'QUEUED' ? 'queued' : 'building', { percent })}</p>
    </div>
  )
}

function CardActions({ pack, row, holder }: Props) {
  const { t } = useTranslation('packs')
  const [fault, setFault] = useState<HoldFault | null>(null)
  const faultText = useFaultText()
  const ready = pack.state === 'READY' && pack.withdrawn.length === 0
  const isOlder = row !== undefined && row.manifest.version < pack.version
  const hold = () => {
    setFault(null)
    holder.hold(pack.id).catch((error: unknown) => setFault(faultOf(error)))
  }
  return (
    <>
      <div className="pack-actions">
        {row && <HeldActions row={row} holder={holder} onAgain={hold} />}
        {ready && canHold() && (!row || (row.state === 'held' && isOlder)) && (
          <button type="button" className="button button-primary" onClick={hold}>
            {t(row ? 'hold.update' : 'hold.begin')}
          </button>
        )}
        {ready && (
          <a className="button" href={urlOf(getPackArchive.path, { id: pack.id })} download>
            {t('stick', { size: bytesText(pack.archiveBytes ?? 0) })}
          </a>
        )}
        {pack.can.change && <OwnActions pack={pack} />}
      </div>
      {fault && (
        <p className="notice" role="alert">
          {faultText(fault)}
        </p>
      )}
    </>
  )
}

/** What can be done with the copy on this computer. */
export function HeldActions({
  row,
  holder,
  onAgain,
}: {
  row: HeldRow
  holder: PackHolder
  onAgain?: () => void
}) {
  const { t } = useTranslation('packs')
  const { id, state } = row
  return (
    <>
      {state === 'held' && (
        <Link className="button button-primary" to={paths.offline(id)}>
          {t('open')}
        </Link>
      )}
      {(state === 'fetching' || state === 'waiting' || state === 'cut') && (
        <button type="button" className="button" onClick={() => void holder.pause(id)}>
          {t('hold.pause')}
        </button>
      )}
      {(state === 'paused' || state === 'failed') && onAgain && (
        <button type="button" className="button button-primary" onClick={onAgain}>
          {t(state === 'paused' ? 'hold.resume' : 'hold.again')}
        </button>
      )}
      <Sure words={t('hold.remove')} sure={t('hold.removeSure')} onSure={() => void holder.remove(id)} />
    </>
  )
}

function OwnActions({ pack }: { pack: Pack }) {
  const { t } = useTranslation('packs')
  const remove = useAction(removePack, [listPacks])
  return (
    <>
      <Link className="button" to={paths.editPack(pack.id)}>
        {t(pack.isOutdated ? 'editOutdated' : 'edit')}
      </Link>
      <Sure
        words={t('remove')}
        sure={t('removeSure')}
        onSure={() => remove.mutate({ params: { id: pack.id } })}
      />
      {remove.error && <ErrorNotice error={remove.error} traced={false} />}
    </>
  )
}

/** Asks once more, in the same place. */
function Sure({ words, sure, onSure }: { words: ReactNode; sure: string; onSure: () => void }) {
  const [asked, setAsked] = useState(false)
  return (
    <button
      type="button"
      className={`button pack-quiet ${asked ? 'button-live' : ''}`}
      onClick={() => (asked ? onSure() : setAsked(true))}
      onBlur={() => setAsked(false)}
    >
      {asked ? sure : words}
    </button>
  )
}
