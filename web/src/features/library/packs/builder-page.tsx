import {
  changePack,
  createPack,
  getPack,
  getResource,
  listPacks,
  type Pack,
  type PackInput,
} from '@tongke/contract'
import { useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams, useSearchParams } from 'react-router'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { Opening } from '../../../components/opening.tsx'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorNotice, ErrorPanel } from '../../../components/plain/error-words.tsx'
import { TextField } from '../../../components/plain/text-field.tsx'
import { PATHS } from '../../../config/paths.ts'
import { useMe } from '../../../lib/me.ts'
import { useAction, useEndpoint } from '../../../lib/query.ts'
import { bytesText } from '../upload/amounts.ts'
import { PackBasket } from './pack-basket.tsx'
import { PackChoices } from './pack-choices.tsx'
import { usePackMakers, type PackMaker } from './pack-makers.ts'
import { useBasket, type Ticked } from './use-basket.ts'
import './packs.css'

/** A new pack; `?add=` has a first resource in it. */
export function NewPackPage() {
  const [params] = useSearchParams()
  const add = params.get('add') ?? ''
  const first = useEndpoint(getResource, { params: { id: add } }, { enabled: add !== '' })
  const me = useMe().data
  if (!me || (add !== '' && first.isPending)) return <Opening />
  return <Builder start={first.data ? [first.data.card] : []} pack={null} />
}

export function EditPackPage() {
  const { id = '' } = useParams()
  const { data, error, refetch } = useEndpoint(getPack, { params: { id } })
  if (error && !data) return <ErrorPanel error={error} onRetry={() => void refetch()} />
  if (!data || data.pack.id !== id) return <Opening />
  return <Builder key={id} start={data.items} pack={data.pack} />
}

function Builder({ start, pack }: { start: readonly Ticked[]; pack: Pack | null }) {
  const { t } = useTranslation('packs')
  const navigate = useNavigate()
  const makers = usePackMakers()
  const side = useRef<HTMLFormElement>(null)
  const [name, setName] = useState(pack?.name ?? '')
  const [orgId, setOrgId] = useState(pack?.orgId ?? makers[0]?.orgId ?? '')
  const [forBelow, setForBelow] = useState(pack?.forBelow ?? false)
  const basket = useBasket(start, { orgId, forBelow })
  const create = useAction(createPack, [listPacks])
  const change = useAction(changePack, [listPacks, getPack])
  const pending = create.isPending || change.isPending
  const error = create.error ?? change.error
  if (!pack && makers.length === 0)
    return <BlankState title={t('noMaker')} action={<Link to={PATHS.packs}>{t('title')}</Link>} />
  const ready =
    name.trim() !== '' && basket.items.length > 0 && !basket.isTooLarge && basket.flawed.length === 0
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (!ready) return
    const input: Omit<PackInput, 'orgId'> = {
      name: name.trim(),
      forBelow,
      resourceIds: basket.items.map(({ card }) => card.id),
    }
    const onSuccess = () => void navigate(PATHS.packs)
    if (pack)
      change.mutate({ params: { id: pack.id }, body: { ...input, version: pack.version } }, { onSuccess })
    else create.mutate({ body: { ...input, orgId } }, { onSuccess })
  }
  return (
    <div className="packs">
      <PageHead title={t(pack ? 'editTitle' : 'newTitle')} note={t(pack ? 'editNote' : 'newNote')} />
      <div className="pack-builder">
        <form className="card pack-side" ref={side} aria-label={t('basket')} onSubmit={save}>
          <TextField
            label={t('name')}
            value={name}
            maxLength={60}
            placeholder={t('nameHint')}
            onChange={(event) => setName(event.target.value)}
          />
          {!pack && <WhoseField makers={makers} orgId={orgId} onChange={setOrgId} />}
          {(pack?.forBelow || makers.some((maker) => maker.orgId === orgId && maker.hasBelow)) && (
            <label className="pack-check">
              <input
                type="checkbox"
                checked={forBelow}
                onChange={(event) => setForBelow(event.target.checked)}
              />
              <span>
                {t('forBelow')}
                <small>{t('forBelowHint')}</small>
              </span>
            </label>
          )}
          <PackBasket basket={basket} />
          {error && <ErrorNotice error={error} traced={error.status >= 500} />}
          <button type="submit" className="button button-primary button-big" disabled={!ready || pending}>
            {t(pending ? 'saving' : pack ? 'rebuild' : 'build')}
          </button>
        </form>
        <PackChoices basket={basket} />
        {basket.items.length > 0 && (
          <button
            type="button"
            className="button button-primary pack-jump"
            onClick={() => side.current?.scrollIntoView({ behavior: 'smooth' })}
          >
            {t('toBasket', { count: basket.items.length, size: bytesText(basket.bytes) })}
          </button>
        )}
      </div>
    </div>
  )
}

function WhoseField({
  makers,
  orgId,
  onChange,
}: {
  makers: readonly PackMaker[]
  orgId: string
  onChange: (orgId: string) => void
}) {
  const { t } = useTranslation('packs')
  if (makers.length < 2) return null
  return (
    <label className="field">
      <span>{t('whose')}</span>
      <select value={orgId} onChange={(event) => onChange(event.target.value)}>
        {makers.map((maker) => (
          <option key={maker.orgId} value={maker.orgId}>
            {maker.orgName}
          </option>
        ))}
      </select>
    </label>
  )
}
