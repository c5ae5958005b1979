import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MicIcon } from '../parts/icons.tsx'
import { useCommand, useMediaView, useRoom } from '../room-context.tsx'

/** 按住说话. The microphone is open only while the button is held. */
export function TalkButton({ legId }: { legId: string }) {
  const { t } = useTranslation('room')
  const { media } = useRoom().client
  const { local, phase } = useMediaView()
  const send = useCommand()
  const [isHeld, setHeld] = useState(false)
  const isHeldNow = useRef(false)

  const release = () => {
    isHeldNow.current = false
    setHeld(false)
    media.setMuted('microphone', true)
  }
  const press = async () => {
    isHeldNow.current = true
    setHeld(true)
    const isThere = await media.open('microphone')
    // The permission question takes longer than a press.
    if (!isThere || !isHeldNow.current) return release()
    media.setMuted('microphone', false)
    void send({ type: 'spoke', legId })
  }
  useEffect(() => media.setMuted('microphone', true), [media])

  const microphone = local.microphone
  const isOn = isHeld && microphone?.status === 'on'
  const words = microphone?.problem ? 'problem' : isOn ? 'on' : isHeld ? 'opening' : 'idle'
  return (
    <button
      type="button"
      className={isOn ? 'thumb-button talk talk-on' : 'thumb-button talk'}
      disabled={phase !== 'live'}
      aria-pressed={isOn}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        void press()
      }}
      onPointerUp={release}
      onPointerCancel={release}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key === ' ' && !event.repeat) void press()
      }}
      onKeyUp={(event) => {
        if (event.key === ' ') release()
      }}
      onBlur={() => isHeldNow.current && release()}
    >
      <MicIcon size={34} />
      {t(`talk.${words}`)}
    </button>
  )
}
