import { listDevices } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { PATHS } from '../../../config/paths.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { useNow } from '../../../lib/use-now.ts'
import { inTrouble, isOnline } from './device-health.ts'
import './devices.css'

const SHOWN = 5
const REFRESH_MS = 30_000
const TONES = { repair: 'pill-warn', red: 'pill-bad', silent: '', amber: 'pill-warn', unchecked: '' } as const

/** For a coordinator's home: how many rooms are there, and which need a hand before class. */
export function DevicesPanel() {
  const { t } = useTranslation('home')
  const now = useNow(REFRESH_MS)
  const devices = useEndpoint(listDevices, { query: { pageSize: 100 } }, { refetchInterval: REFRESH_MS })
  if (!devices.data) return null
  const { items, total } = devices.data
  const troubled = inTrouble(items, now)
  const online = items.filter((device) => isOnline(device, now)).length
  return (
    <section className="card panel" aria-labelledby="devices-panel">
      <header>
        <h2 id="devices-panel">{t('devices.title')}</h2>
        {total > 0 && <span>{t('devices.online', { online, total })}</span>}
      </header>
      {total === 0 && (
        <p className="quiet">
          {t('devices.none')} {t('devices.noneHint')}
        </p>
      )}
      {total > 0 && troubled.length === 0 && <p className="quiet">{t('devices.good')}</p>}
      <ul>
        {troubled.slice(0, SHOWN).map(({ device, trouble }) => (
          <li key={device.id}>
            <div>
              {device.name}
              <span className="sub">
                {device.orgName} {device.className}
              </span>
            </div>
            <span className={`pill ${TONES[trouble]}`}>{t(`devices.${trouble}`)}</span>
          </li>
        ))}
      </ul>
      <footer>
        <Link to={`${PATHS.devices}?confirm=1`}>{t('devices.confirm')}</Link>
        <Link to={PATHS.devices}>{t('devices.all')}</Link>
      </footer>
    </section>
  )
}
