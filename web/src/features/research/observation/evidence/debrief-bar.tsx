import { useTranslation } from 'react-i18next'
import type { DebriefView } from '../../../../live/debrief/debrief-client.ts'

interface Props {
  view: DebriefView
  /** I lead. */
  isLeading: boolean
  isFollowing: boolean
  canLead: boolean
  onLead: (lead: boolean) => void
  onFollow: (follow: boolean) => void
}

/** The same moment for all: who leads, and whether I go along. */
export function DebriefBar({ view, isLeading, isFollowing, canLead, onLead, onFollow }: Props) {
  const { t } = useTranslation('observation')
  const { state, canSteer, isLive } = view
  const isLed = state?.leading === true && !isLeading
  if (!isLed && !canSteer) return null
  return (
    <div className="debrief" data-testid="debrief" data-led={isLed} data-leading={isLeading} role="status">
      {isLed && (
        <>
          <p>
            <b>{t('debrief.led', { name: state.byName })}</b>
            <small>{t(isFollowing ? 'debrief.following' : 'debrief.alone')}</small>
          </p>
          <button type="button" className="button" onClick={() => onFollow(!isFollowing)}>
            {t(isFollowing ? 'debrief.leave' : 'debrief.follow')}
          </button>
        </>
      )}
      {canSteer && !isLed && (
        <p>
          <b>{t(isLeading ? 'debrief.leading' : 'debrief.offer')}</b>
          <small>
            {t(isLeading ? 'debrief.leadingHint' : canLead ? 'debrief.offerHint' : 'debrief.noReplay')}
          </small>
        </p>
      )}
      {canSteer && (
        <button
          type="button"
          className={isLeading ? 'button button-live' : 'button button-primary'}
          disabled={!isLive || !canLead}
          onClick={() => onLead(!isLeading)}
        >
          {t(isLeading ? 'debrief.stop' : isLed ? 'debrief.takeOver' : 'debrief.start')}
        </button>
      )}
    </div>
  )
}
