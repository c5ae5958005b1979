import type { MediaIdentity } from '@tongke/contract'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RemoteSource } from '../../../../live/media/remote-streams.ts'
import { useRemotes } from '../room-context.tsx'
import { SpeakerIcon } from './icons.tsx'

function Sound({
  remote,
  isMuted,
  onBlocked,
}: {
  remote: RemoteSource
  isMuted: boolean
  onBlocked: () => void
}) {
  const element = useRef<HTMLAudioElement>(null)
  useEffect(() => {
    const audio = element.current
    if (!audio) return
    audio.srcObject = remote.stream
    audio.play().catch((error: Error) => {
      if (error.name === 'NotAllowedError') onBlocked()
    })
  }, [remote.stream, onBlocked])
  return (
    <audio
      ref={element}
      autoPlay
      muted={isMuted}
      data-testid="remote-audio"
      data-identity={remote.identity}
      data-source={remote.source}
      data-state={remote.isLive && !remote.isPaused ? 'live' : 'stale'}
    />
  )
}

const playAll = () => {
  for (const audio of document.querySelectorAll('audio')) void audio.play().catch(() => undefined)
}

/**
 * Plays everybody who may be heard. A browser that wants a touch first is asked for it in words: a classroom PC opens the
 * room by itself, so nobody has touched anything yet.
 */
export function RemoteSound({
  except = [],
  isMuted = false,
}: {
  except?: readonly MediaIdentity[]
  isMuted?: boolean
}) {
  const { t } = useTranslation('room')
  const [isBlocked, setBlocked] = useState(false)
  const block = useCallback(() => setBlocked(true), [])
  const sounds = Object.values(useRemotes()).filter(
    (remote): remote is RemoteSource => remote?.kind === 'audio' && !except.includes(remote.identity),
  )
  return (
    <>
      {sounds.map((remote) => (
        <Sound
          key={`${remote.identity}/${remote.source}`}
          remote={remote}
          isMuted={isMuted}
          onBlocked={block}
        />
      ))}
      {isBlocked && !isMuted && (
        <button
          type="button"
          className="room-unblock"
          onClick={() => {
            playAll()
            setBlocked(false)
          }}
        >
          <SpeakerIcon size={40} />
          {t('sound.unblock')}
        </button>
      )}
    </>
  )
}
