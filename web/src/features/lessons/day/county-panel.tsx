import { listDevices, listLessons, listOrganizations, MY_DAY } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { PATHS } from '../../../config/paths.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { countyDay } from './county.ts'
import './county.css'

const REFRESH_MS = 30_000

/** For the bureau's home: the county's day in numbers. Who may not read room devices does not ask: a refusal is on record. */
export function CountyPanel({ seesRooms }: { seesRooms: boolean }) {
  const { t } = useTranslation('home')
  const lessons = useEndpoint(
    listLessons,
    { query: { ...MY_DAY, scope: 'all' } },
    { refetchInterval: REFRESH_MS },
  )
  const organizations = useEndpoint(listOrganizations, { query: { pageSize: 1 } })
  const devices = useEndpoint(listDevices, { query: { pageSize: 1 } }, { enabled: seesRooms })
  const day = lessons.data && countyDay(lessons.data.items)
  const figures = [
    ['lessons', day?.lessons],
    ['live', day?.live],
    ['done', day?.done],
    ['lost', day?.lost],
    ['legs', day?.legs],
    ['schools', organizations.data && Math.max(0, organizations.data.total - 1)],
    ...(seesRooms ? [['rooms', devices.data?.total] as const] : []),
  ] as const
  return (
    <section className="card county" aria-labelledby="county">
      <header>
        <h2 id="county">{t('county.title')}</h2>
        <Link to={`${PATHS.lessons}?scope=all`}>{t('county.all')}</Link>
      </header>
      <dl>
        {figures.map(([key, value]) => (
          <div
            key={key}
            data-tone={key === 'lost' && value ? 'bad' : key === 'live' && value ? 'live' : undefined}
          >
            <dd>{value ?? '–'}</dd>
            <dt>{t(`county.${key}`)}</dt>
          </div>
        ))}
      </dl>
    </section>
  )
}
