import '../../../../components/plain/plain.css'
import '../parts/check-in.css'
import { checkIn, type EndpointResponse } from '@tongke/contract'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { BlankState } from '../../../../components/plain/blank-state.tsx'
import { useErrorText } from '../../../../components/plain/error-words.tsx'
import { Skeleton } from '../../../../components/plain/skeleton.tsx'
import { useTitle } from '../../../../components/plain/use-title.ts'
import { PATHS, paths } from '../../../../config/paths.ts'
import { call } from '../../../../lib/api.ts'
import type { ApiError } from '../../../../lib/api-error.ts'
import { timeOf } from '../../../../lib/time.ts'

/** Where the phone lands that has read the code on the wall: it says at once whether it counted. */
export function CheckInPage() {
  const { t } = useTranslation('programmes')
  const [params] = useSearchParams()
  const [id, code] = [params.get('session') ?? '', params.get('code') ?? '']
  const text = useErrorText()
  useTitle(t('checkIn.title'))
  const query = useQuery<EndpointResponse<typeof checkIn>, ApiError>({
    queryKey: [checkIn.path, id, code],
    queryFn: () => call(checkIn, { params: { id }, body: { code } }),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  })
  if (query.error)
    return (
      <div className="check-result" data-ok="false" role="alert">
        <BlankState
          title={t('checkIn.failed')}
          hint={text(query.error)}
          action={
            query.error.code === 'offline' ? (
              <button type="button" className="button button-big" onClick={() => void query.refetch()}>
                {t('checkIn.again')}
              </button>
            ) : (
              <Link className="button button-big" to={PATHS.programmes}>
                {t('back')}
              </Link>
            )
          }
        />
      </div>
    )
  if (!query.data) return <Skeleton lines={5} />
  const { programmeId, programmeTitle, sessionTitle, purpose, standing } = query.data
  const at = purpose === 'in' ? standing.inAt : standing.outAt
  return (
    <div className="check-result" data-ok="true" role="status">
      <span className="check-tick" aria-hidden="true">
        ✓
      </span>
      <h1>{t(`checkIn.done.${purpose}`, { time: at === null ? '' : timeOf(at) })}</h1>
      <p>{sessionTitle}</p>
      <p className="check-quiet">{programmeTitle}</p>
      <Link className="button button-primary button-big" to={paths.programme(programmeId)}>
        {t('checkIn.toProgramme')}
      </Link>
    </div>
  )
}
