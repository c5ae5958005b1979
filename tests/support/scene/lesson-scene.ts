import { getLesson, planLesson, type LessonDetail, type LessonSummary } from '@tongke/contract'
import type { SenderName } from '../fake-media/senders.ts'
import { County, type Account, type School } from './county.ts'
import { Participant, type ParticipantOptions } from './participant.ts'
import type { PortalClient } from './portal-client.ts'

export type Seat = (sender: SenderName, options?: Omit<ParticipantOptions, 'origin'>) => Promise<Participant>

/** People and rooms of one lesson, signed in and enrolled, before anybody has entered. */
export interface LessonScene {
  readonly lesson: LessonSummary
  readonly lecturer: Participant
  readonly roomA: Participant
  readonly roomB: Participant | undefined
  readonly assistantA: Participant
  readonly legA: string
  readonly legB: string | undefined
  detail(): Promise<LessonDetail>
}

export interface SceneOptions {
  readonly seat: Seat
  /** Signed in as an administrator. */
  readonly admin: PortalClient
  readonly rooms?: 1 | 2
  readonly lecturer?: Omit<ParticipantOptions, 'origin'>
  readonly roomA?: Omit<ParticipantOptions, 'origin'>
}

const GRADE = 3

interface People {
  lecturer: Account
  assistant: Account
}

async function hirePeople(county: County, host: School, guest: School, seats: [Participant, Participant]) {
  const [lecturer, assistant] = await Promise.all([
    county.hire('周明远', host.organization.id, 'teacher', seats[0].client),
    county.hire('林小溪', guest.organization.id, 'teacher', seats[1].client),
  ])
  return { lecturer, assistant } satisfies People
}

/** A lesson that starts now, planned by its lecturer, with one or two listening classes; the first has an assistant. */
export async function stageLesson(options: SceneOptions): Promise<LessonScene> {
  const { seat, admin, rooms = 1 } = options
  const county = new County(admin)
  const [[host], guests] = await Promise.all([
    county.schools('urban', GRADE, 1),
    county.schools('village', GRADE, rooms),
  ])
  const [lecturer, assistantA, roomA, roomB] = await Promise.all([
    seat('lecturer', options.lecturer),
    seat('assistantA', { viewport: 'phone' }),
    seat('roomA', { viewport: 'screen', ...options.roomA }),
    rooms === 2 ? seat('roomB', { viewport: 'screen' }) : undefined,
  ])
  const people = await hirePeople(county, host!, guests[0]!, [lecturer, assistantA])
  await county.enrol(roomA.client, guests[0]!)
  if (roomB) await county.enrol(roomB.client, guests[1]!)
  const lesson = await lecturer.client.call(planLesson, {
    body: {
      title: '春天的歌',
      subject: 'music',
      grade: GRADE,
      plannedStart: null,
      lectureClassId: host!.schoolClass.id,
      legs: guests.map(({ schoolClass }, index) => ({
        classId: schoolClass.id,
        assistantId: index === 0 ? people.assistant.person.id : null,
      })),
    },
  })
  return {
    lesson,
    lecturer,
    roomA,
    roomB,
    assistantA,
    legA: lesson.legs[0]!.id,
    legB: lesson.legs[1]?.id,
    detail: () => lecturer.client.call(getLesson, { params: { id: lesson.id } }),
  }
}
