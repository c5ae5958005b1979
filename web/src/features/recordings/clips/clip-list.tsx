import { listClips } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '../../../config/paths.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { clockText } from '../../../components/replay/clock-text.ts'

const REFRESH_MS = 2_000

/** What I made of this recording, and how far it is. */
export function ClipList({ recordingId }: { recordingId: string }) {
  const { t } = useTranslation('replay')
  const clips = useEndpoint(listClips, { params: { id: recordingId } }, { refetchInterval: REFRESH_MS })
  const items = clips.data?.items ?? []
  if (items.length === 0) return null
  return (
    <section className="card clip-list" aria-label={t('clip.list')}>
      <h2>{t('clip.list')}</h2>
      <ul>
        {items.map((clip) => (
          <li key={clip.id} data-testid="clip" data-state={clip.state}>
            <span className="pill">{t(`clip.type.${clip.type}`)}</span>
            <b>{clip.title}</b>
            <small>
              {clockText(clip.fromMs)}–{clockText(clip.toMs)}
            </small>
            <span className="clip-gap" />
            {clip.resourceId ? (
              <Link className="button" to={paths.editResource(clip.resourceId)}>
                {t('clip.edit')}
              </Link>
            ) : (
              <em>{t(`clip.state.${clip.state}`)}</em>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
