import type { MeetingPerson } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { HandIcon, MicOffIcon } from '../parts/icons.tsx'
import { LinkBars } from '../parts/link-bars.tsx'
import { LocalVideo } from '../parts/local-video.tsx'
import { RemoteVideo } from '../parts/remote-video.tsx'
import { useCommand, useMediaView } from '../room-context.tsx'
import { useMeeting, useSends, useVoices } from './meeting-context.tsx'
import { identityOf } from './meeting.rules.ts'

interface TileProps {
  person: MeetingPerson
  isLarge: boolean
  /** Shown with a picture: others are heard, and seen by name. */
  hasPicture: boolean
}

/** One person: picture or name, school, whether they speak, their hand. */
export function PersonTile({ person, isLarge, hasPicture }: TileProps) {
  const { t } = useTranslation('meeting')
  const { meeting, chairId, myId } = useMeeting()
  const { quality } = useMediaView()
  const identity = identityOf(person.id, chairId)
  const isMe = person.id === myId
  const isSpeaking = useVoices().speaking.has(identity)
  const isHandUp = meeting.hands.some(({ personId }) => personId === person.id)
  return (
    <article
      className={`meet-tile${isLarge ? ' meet-tile-large' : ''}${isSpeaking ? ' meet-tile-speaking' : ''}`}
      data-person={person.id}
      data-speaking={isSpeaking}
      aria-label={`${person.name} ${person.orgName}`}
    >
      <span className="meet-initial" aria-hidden="true">
        {person.name.slice(-1)}
      </span>
      {isMe ? (
        <OwnPicture name={person.name} />
      ) : (
        hasPicture && <RemotePicture identity={identity} name={person.name} />
      )}
      {isHandUp && (
        <i className="mark mark-hand meet-hand">
          <HandIcon size={18} />
          {t('hand.up')}
        </i>
      )}
      <footer className="meet-name">
        <MicMark personId={person.id} />
        <b>{isMe ? t('tile.me', { name: person.name }) : person.name}</b>
        <span>{person.orgName}</span>
        {person.id === chairId && <em>{t('tile.chair')}</em>}
        {person.isRural && <em className="meet-rural">{t('tile.rural')}</em>}
        {quality[identity] && <LinkBars level={quality[identity]?.level ?? null} />}
      </footer>
      <ChairTools person={person} />
    </article>
  )
}

function OwnPicture({ name }: { name: string }) {
  const { muted } = useMediaView()
  return muted.has('camera') ? null : <LocalVideo source="camera" label={name} />
}

function RemotePicture({ identity, name }: { identity: `member:${string}` | string; name: string }) {
  const sends = useSends(identity, 'camera')
  const { t } = useTranslation('meeting')
  return (
    <div className={sends ? 'meet-picture' : 'meet-picture meet-picture-off'}>
      <RemoteVideo identity={identity} source="camera" label={t('tile.picture', { name })} />
    </div>
  )
}

function MicMark({ personId }: { personId: string }) {
  const { t } = useTranslation('meeting')
  const { meeting, chairId, lesson, myId } = useMeeting()
  const { muted } = useMediaView()
  const sends = useSends(identityOf(personId, chairId), 'microphone')
  const isSilenced = personId === chairId ? lesson.lecturerMuted : meeting.silenced.includes(personId)
  const isOff = isSilenced || (personId === myId ? muted.has('microphone') : !sends)
  return isOff ? (
    <span className="meet-mic-off" role="img" aria-label={t('tile.micOff')}>
      <MicOffIcon size={18} />
    </span>
  ) : null
}

/** The chair silences one, or takes a hand down after the word was given. */
function ChairTools({ person }: { person: MeetingPerson }) {
  const { t } = useTranslation('meeting')
  const { meeting, isChair, chairId } = useMeeting()
  const send = useCommand()
  if (!isChair || person.id === chairId) return null
  const isSilenced = meeting.silenced.includes(person.id)
  const isHandUp = meeting.hands.some(({ personId }) => personId === person.id)
  return (
    <div className="meet-tools">
      {isHandUp && (
        <button
          type="button"
          className="desk-button desk-button-on"
          onClick={() => void send({ type: 'lower_member_hand', personId: person.id })}
        >
          {t('hand.lower')}
        </button>
      )}
      <button
        type="button"
        className="desk-button"
        onClick={() =>
          void send({ type: isSilenced ? 'unsilence_member' : 'silence_member', personId: person.id })
        }
      >
        {t(isSilenced ? 'silence.let' : 'silence.one')}
      </button>
    </div>
  )
}
