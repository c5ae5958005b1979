import { listPacks, type Pack } from '@tongke/contract'
import { useEffect, useRef, useState, type ChangeEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { Opening } from '../../../components/opening.tsx'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { PATHS } from '../../../config/paths.ts'
import { useMe } from '../../../lib/me.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { HeldProgress } from './held-progress.tsx'
import { canHold } from './hold/holder-client.ts'
import { HoldFailed, faultOf, type HeldRow, type HoldFault, type PackHolder } from './hold/pack-holder.ts'
import { FolderSource } from './hold/pack-source.ts'
import { useHeld } from './hold/use-held.ts'
import { HeldActions, PackCard } from './pack-card.tsx'
import { usePackMakers } from './pack-makers.ts'
import { useFaultText } from './pack-words.ts'
import { StorageMeter } from './storage-meter.tsx'
import './packs.css'

const WORK_MS = 1_000
const REFRESH_MS = 60_000

const isWorking = (packs: readonly Pack[] | undefined): boolean =>
  packs?.some(({ state }) => state === 'QUEUED' || state === 'BUILDING') ?? false

/** Packs for thin lines: what the school has, and what of it lies on this computer. */
export function PacksPage() {
  const { t } = useTranslation('packs')
  const makers = usePackMakers()
  const isPerson = useMe().data?.kind === 'person'
  const [working, setWorking] = useState(false)
  const list = useEndpoint(listPacks, {}, { refetchInterval: working ? WORK_MS : REFRESH_MS })
  const packs = list.data?.items
  const { holder, rows, isRead } = useHeld(true)
  useEffect(() => setWorking(isWorking(packs)), [packs])
  useEffect(() => {
    if (isRead && packs) void holder.obey(packs)
  }, [holder, packs, isRead])
  const others = rows.filter(({ id }) => !packs?.some((pack) => pack.id === id))
  return (
    <div className="packs">
      <PageHead title={t('title')} note={t('note')}>
        {canHold() && <FromStick holder={holder} />}
        {makers.length > 0 && (
          <Link className="button button-primary" to={PATHS.newPack}>
            {t('make')}
          </Link>
        )}
      </PageHead>
      {!canHold() && <p className="notice notice-warn">{t('insecure')}</p>}
      <StorageMeter stamp={rows.map(({ state }) => state).join()} />
      {list.error && !packs ? (
        <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />
      ) : !packs ? (
        <Opening />
      ) : packs.length === 0 ? (
        <BlankState title={t('empty')} hint={t(isPerson ? 'emptyHint' : 'emptyRoomHint')} />
      ) : (
        <ul className="pack-list">
          {packs.map((pack) => (
            <PackCard key={pack.id} pack={pack} row={rows.find(({ id }) => id === pack.id)} holder={holder} />
          ))}
        </ul>
      )}
      {others.length > 0 && <OthersHeld rows={others} holder={holder} />}
    </div>
  )
}

/** What is here although it is not in the list: from a stick, or removed by whoever made it. */
function OthersHeld({ rows, holder }: { rows: readonly HeldRow[]; holder: PackHolder }) {
  const { t } = useTranslation('packs')
  return (
    <section className="pack-others">
      <h2>{t('others')}</h2>
      <ul className="pack-list">
        {rows.map((row) => (
          <li key={row.id} className="card pack-card">
            <header>
              <h2>{row.manifest.name}</h2>
            </header>
            <p className="quiet">
              {t('count', { count: row.manifest.resources.length })} · {row.manifest.orgName}
            </p>
            <HeldProgress row={row} />
            <div className="pack-actions">
              <HeldActions row={row} holder={holder} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The folder of an unpacked pack; its signature is checked like that of one from the portal. */
export function FromStick({ holder }: { holder: PackHolder }) {
  const { t } = useTranslation('packs')
  const faultText = useFaultText()
  const input = useRef<HTMLInputElement>(null)
  const [fault, setFault] = useState<HoldFault | null>(null)
  const take = async (files: readonly File[]) => {
    const source = new FolderSource(files)
    const signed = await source.manifest()
    if (!signed) throw new HoldFailed('empty_folder')
    await holder.holdFrom(signed, source)
  }
  const chosen = (event: ChangeEvent<HTMLInputElement>) => {
    setFault(null)
    take([...(event.target.files ?? [])]).catch((error: unknown) => setFault(faultOf(error)))
    event.target.value = ''
  }
  return (
    <>
      <input
        ref={(element) => {
          input.current = element
          // React knows no such property.
          element?.setAttribute('webkitdirectory', '')
        }}
        type="file"
        hidden
        aria-label={t('fromStick')}
        onChange={chosen}
      />
      <button type="button" className="button" onClick={() => input.current?.click()}>
        {t('fromStick')}
      </button>
      {fault && (
        <p className="notice" role="alert">
          {faultText(fault)}
        </p>
      )}
    </>
  )
}
