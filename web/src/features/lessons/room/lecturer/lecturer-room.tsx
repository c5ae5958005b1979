import './lecturer.css'
import { useEffect } from 'react'
import { useLesson, useLessonView, useMediaView, useRoom } from '../room-context.tsx'
import { DeskInteraction } from '../interaction/desk/desk-interaction.tsx'
import { SideTabs } from '../interaction/desk/side-tabs.tsx'
import { DeviceTrouble } from '../parts/device-trouble.tsx'
import { Ended } from '../parts/ended.tsx'
import { PlaceTaken } from '../parts/place-taken.tsx'
import { RemoteSound } from '../parts/remote-sound.tsx'
import { sceneOf } from '../room.rules.ts'
import { DeskBoard } from '../board/desk-board.tsx'
import { BeforeLesson } from './before-lesson.tsx'
import { ClassWall } from './class-wall.tsx'
import { ControlBar } from './control-bar.tsx'
import { HandQueue } from './hand-queue.tsx'
import { LecturerHead } from './lecturer-head.tsx'
import { OwnPicture } from './own-picture.tsx'
import { StartPanel } from './start-panel.tsx'
import { useLecturerKeys } from './use-lecturer-keys.ts'

/** The lecturer's desk: the classes in front, the own picture, hands and the private line at the side, switches below. */
export function LecturerRoom() {
  const view = useLessonView()
  const scene = sceneOf(view, useMediaView(), null)
  useLecturerKeys()
  if (scene === 'ended' || scene === 'closed') return <Ended />
  if (scene === 'before') return <BeforeLesson />
  if (scene === 'duplicate' || scene === 'superseded')
    return (
      <main className="room room-centre">
        <PlaceTaken />
      </main>
    )
  return <Desk isRecovering={scene === 'recovering' || view.line === 'recovering'} />
}

function Desk({ isRecovering }: { isRecovering: boolean }) {
  const { lesson } = useLesson()
  const { media } = useRoom().client
  // Muted stays muted over a reload: the lesson remembers.
  useEffect(() => media.setMuted('microphone', lesson.lecturerMuted), [media, lesson.lecturerMuted])
  return (
    <main className="room desk" data-status={lesson.status}>
      <LecturerHead isRecovering={isRecovering} />
      <div className="desk-middle">
        <div className={lesson.board.surface ? 'desk-front desk-front-board' : 'desk-front'}>
          <DeviceTrouble />
          <DeskInteraction />
          {lesson.status === 'WAITING' && <StartPanel />}
          <ClassWall />
          <DeskBoard />
        </div>
        <aside className="desk-side">
          <OwnPicture />
          <HandQueue />
          <SideTabs />
        </aside>
      </div>
      <ControlBar />
      <RemoteSound />
    </main>
  )
}
