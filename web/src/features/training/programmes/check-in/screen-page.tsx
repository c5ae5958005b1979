import '../../../../components/plain/plain.css'
import '../parts/check-in.css'
import { getCheckInScreen, type CheckInPurpose, type CheckInScreen } from '@tongke/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { ErrorPanel } from '../../../../components/plain/error-words.tsx'
import { Skeleton } from '../../../../components/plain/skeleton.tsx'
import { useTitle } from '../../../../components/plain/use-title.ts'
import { call } from '../../../../lib/api.ts'
import type { ApiError } from '../../../../lib/api-error.ts'
import { timeOf } from '../../../../lib/time.ts'

/** Who has come is shown at least so often, ms. */
const LOOK_MS = 4_000

/** For the wall of the room: a code that changes, and who has come. */
export function CheckInScreenPage() {
  const { t } = useTranslation('programmes')
  const { id = '' } = useParams()
  const [purpose, setPurpose] = useState<CheckInPurpose>('in')
  useTitle(t('screen.title'))
  const query = useQuery<CheckInScreen, ApiError>({
    queryKey: [getCheckInScreen.path, id, purpose],
    queryFn: ({ signal }) => call(getCheckInScreen, { params: { id }, query: { purpose } }, signal),
    refetchInterval: ({ state }) => Math.min(LOOK_MS, (state.data?.nextInMs ?? LOOK_MS) + 50),
  })
  if (query.error && !query.data)
    return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <Skeleton lines={6} />
  return (
    <Screen screen={query.data} purpose={purpose} onPurpose={setPurpose} isStale={query.error !== null} />
  )
}

interface Props {
  screen: CheckInScreen
  purpose: CheckInPurpose
  onPurpose: (to: CheckInPurpose) => void
  isStale: boolean
}

function Screen({ screen, purpose, onPurpose, isStale }: Props) {
  const { t } = useTranslation('programmes')
  const came = purpose === 'in' ? screen.checkedIn : screen.checkedOut
  return (
    <div className="check-screen">
      <section className="check-code">
        <img
          src={`data:image/svg+xml;utf8,${encodeURIComponent(screen.svg)}`}
          alt={t('screen.alt')}
          data-stale={isStale}
          data-url={screen.url}
        />
        <p>
          {t(isStale ? 'screen.stale' : 'screen.changes', { seconds: Math.round(screen.windowMs / 1000) })}
        </p>
      </section>
      <section className="check-words">
        <p className="check-when">
          {timeOf(screen.startsAt)} – {timeOf(screen.endsAt)} {screen.place}
        </p>
        <h1>{screen.title}</h1>
        <p className="check-how">{t(purpose === 'in' ? 'screen.howIn' : 'screen.howOut')}</p>
        <p className="check-count" aria-live="polite">
          <b>{came}</b> / {screen.places}
        </p>
        <ul>
          {screen.latest.map(({ name, orgName, at }) => (
            <li key={`${name} ${at}`}>
              <b>{name}</b> <span>{orgName}</span> <time>{timeOf(at)}</time>
            </li>
          ))}
        </ul>
        <nav aria-label={t('screen.title')}>
          {(['in', 'out'] as const).map((one) => (
            <button key={one} type="button" aria-pressed={one === purpose} onClick={() => onPurpose(one)}>
              {t(`screen.${one}`)}
            </button>
          ))}
        </nav>
      </section>
    </div>
  )
}
