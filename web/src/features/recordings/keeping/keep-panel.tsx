import {
  allowRecordingDownload,
  deleteRecording,
  getRecordingFilm,
  holdRecording,
  shareRecording,
  type RecordingScope,
  type Replay,
} from '@tongke/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../../components/plain/dialog.tsx'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { TextField } from '../../../components/plain/text-field.tsx'
import { urlOf } from '../../../lib/api-url.ts'
import { useAction } from '../../../lib/query.ts'
import { dateOf } from '../../../lib/time.ts'
import { ViewLog } from './view-log.tsx'

const SCOPES: readonly RecordingScope[] = ['pair', 'school', 'county']

type Asked = 'hold' | 'release' | 'allow' | 'forbid' | 'remove'

/** Whom the recording is for and until when; who may decide that decides it here. */
export function KeepPanel({ replay, onChanged }: { replay: Replay; onChanged: () => void }) {
  const { t } = useTranslation('replay')
  const [asked, setAsked] = useState<Asked | null>(null)
  const [isLogOpen, setLogOpen] = useState(false)
  const sharing = useAction(shareRecording)
  const { can, recordingId: id, film } = replay
  const until = replay.hold
    ? t('keep.held')
    : replay.deleteAfter === null
      ? t('keep.noDate')
      : t('keep.until', { date: dateOf(replay.deleteAfter) })
  return (
    <section className="card keep" aria-label={t('keep.title')}>
      <h2>{t('keep.title')}</h2>
      <dl>
        <div>
          <dt>{t('keep.scope')}</dt>
          <dd>
            {can.share ? (
              <select
                aria-label={t('keep.scope')}
                value={replay.scope}
                disabled={sharing.isPending}
                onChange={(event) =>
                  sharing.mutate(
                    { params: { id }, body: { scope: event.target.value as RecordingScope } },
                    { onSuccess: onChanged },
                  )
                }
              >
                {SCOPES.map((scope) => (
                  <option key={scope} value={scope}>
                    {t(`keep.scopes.${scope}`)}
                  </option>
                ))}
              </select>
            ) : (
              t(`keep.scopes.${replay.scope}`)
            )}
          </dd>
        </div>
        <div>
          <dt>{t('keep.time')}</dt>
          <dd>{until}</dd>
        </div>
        <div>
          <dt>{t('keep.film')}</dt>
          <dd data-testid="film" data-state={film.state}>
            {t(`keep.films.${film.state}`, { percent: Math.round(film.progress * 100) })}
          </dd>
        </div>
      </dl>
      {sharing.error && <ErrorNotice error={sharing.error} />}
      <div className="keep-actions">
        {can.download && (
          <a className="button" href={urlOf(getRecordingFilm.path, { id })}>
            {t('keep.download')}
          </a>
        )}
        {can.readLog && (
          <button type="button" className="button" onClick={() => setLogOpen(true)}>
            {t('keep.log')}
          </button>
        )}
        {can.hold && (
          <button type="button" className="button" onClick={() => setAsked(replay.hold ? 'release' : 'hold')}>
            {t(replay.hold ? 'keep.release' : 'keep.hold')}
          </button>
        )}
        {can.allowDownload && (
          <button
            type="button"
            className="button"
            onClick={() => setAsked(can.download ? 'forbid' : 'allow')}
          >
            {t(can.download ? 'keep.forbid' : 'keep.allow')}
          </button>
        )}
        {can.remove && (
          <button type="button" className="button" onClick={() => setAsked('remove')}>
            {t('keep.remove')}
          </button>
        )}
      </div>
      {asked && <Decision asked={asked} id={id} onClose={() => setAsked(null)} onDone={onChanged} />}
      {isLogOpen && <ViewLog id={id} onClose={() => setLogOpen(false)} />}
    </section>
  )
}

interface DecisionProps {
  asked: Asked
  id: string
  onClose: () => void
  onDone: () => void
}

/** Every decision has a reason, and is in the audit log with it. */
function Decision({ asked, id, onClose, onDone }: DecisionProps) {
  const { t } = useTranslation('replay')
  const [reason, setReason] = useState('')
  const holding = useAction(holdRecording)
  const allowing = useAction(allowRecordingDownload)
  const removing = useAction(deleteRecording)
  const params = { id }
  const after = {
    onSuccess: () => {
      onClose()
      onDone()
    },
  }
  const decide = () => {
    if (asked === 'remove') removing.mutate({ params }, after)
    else if (asked === 'hold' || asked === 'release')
      holding.mutate({ params, body: { hold: asked === 'hold', reason } }, after)
    else allowing.mutate({ params, body: { allowed: asked === 'allow', reason } }, after)
  }
  const error = holding.error ?? allowing.error ?? removing.error
  const isBusy = holding.isPending || allowing.isPending || removing.isPending
  return (
    <Dialog title={t(`keep.${asked}`)} onClose={onClose}>
      <form
        className="clip-form"
        onSubmit={(event) => {
          event.preventDefault()
          decide()
        }}
      >
        <p>{t(`keep.words.${asked}`)}</p>
        {asked !== 'remove' && (
          <TextField
            label={t('keep.reason')}
            value={reason}
            maxLength={200}
            required
            onChange={(event) => setReason(event.target.value)}
          />
        )}
        {error && <ErrorNotice error={error} />}
        <div className="clip-actions">
          <button type="button" className="button" onClick={onClose}>
            {t('cancel')}
          </button>
          <button
            type="submit"
            className={asked === 'remove' ? 'button button-live' : 'button button-primary'}
            disabled={isBusy}
          >
            {t(`keep.${asked}`)}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
