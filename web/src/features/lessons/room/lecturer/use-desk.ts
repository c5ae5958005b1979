import { useCallback } from 'react'
import { useCommand, useLesson, useMediaView, useRoom } from '../room-context.tsx'

export interface Desk {
  toggleMicrophone: () => void
  toggleCamera: () => void
  toggleShare: () => void
  muteAll: () => void
  leaveStage: () => void
}

/** The lecturer's switches. The own microphone obeys at once; the class plane hears of it when it can. */
export function useDesk(): Desk {
  const { media } = useRoom().client
  const send = useCommand()
  const { lesson } = useLesson()
  const { muted, local } = useMediaView()
  const isMuted = muted.has('microphone')
  const isCameraOff = muted.has('camera')
  const isSharing = local.screen?.status === 'on'

  const toggleMicrophone = useCallback(() => {
    media.setMuted('microphone', !isMuted)
    void send({ type: isMuted ? 'unmute_lecturer' : 'mute_lecturer' })
  }, [media, send, isMuted])
  const toggleCamera = useCallback(() => media.setMuted('camera', !isCameraOff), [media, isCameraOff])
  const toggleShare = useCallback(() => {
    if (isSharing) media.closeSource('screen')
    else void media.open('screen')
  }, [media, isSharing])
  const muteAll = useCallback(() => void send({ type: 'mute_all' }), [send])
  const leaveStage = useCallback(() => {
    if (lesson.stage) void send({ type: 'leave_stage' })
  }, [send, lesson.stage])
  return { toggleMicrophone, toggleCamera, toggleShare, muteAll, leaveStage }
}
