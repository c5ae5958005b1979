import { getLesson, planLesson, type LessonDetail, type LessonSummary } from '@tongke/contract'
import type { SenderName } from '../fake-media/senders.ts'
import { County, type Account, type School } from './county.ts'
import type { Participant, ParticipantOptions } from './participant.ts'
import type { PortalClient } from './portal-client.ts'

type SeatOptions = Omit<ParticipantOptions, 'origin'>
export type Seat = (sender: SenderName, options?: SeatOptions) => Promise<Participant>

/** People and rooms of one lesson, signed in and enrolled. */
export interface Cast {
  readonly host: School
  readonly guests: readonly School[]
  readonly lecturer: Participant
  readonly roomA: Participant
  readonly roomB: Participant | undefined
  readonly assistantA: Participant
  readonly lecturerAccount: Account
  /** One of each listening class. Only the first is at a phone, the others are merely planned. */
  readonly assistants: readonly Account[]
}

export interface LessonScene extends Cast {
  readonly lesson: LessonSummary
  readonly legA: string
  readonly legB: string | undefined
}

export interface CastOptions {
  readonly seat: Seat
  /** Signed in as an administrator. */
  readonly admin: PortalClient
  readonly rooms?: 1 | 2
  readonly lecturer?: SeatOptions
  readonly roomA?: SeatOptions
  readonly assistantA?: SeatOptions
}

export const GRADE = 3
export const TITLE = '春天的歌'

export async function gatherCast({ seat, admin, rooms = 1, ...options }: CastOptions): Promise<Cast> {
  const county = new County(admin)
  const [hosts, guests] = await Promise.all([
    county.schools('urban', GRADE, 1),
    county.schools('village', GRADE, rooms),
  ])
  const [host, first, second] = [hosts[0]!, guests[0]!, guests[1]]
  await county.agree(host, guests)
  const [lecturer, assistantA, roomA, roomB] = await Promise.all([
    seat('lecturer', options.lecturer),
    seat('assistantA', { viewport: 'phone', ...options.assistantA }),
    seat('roomA', { viewport: 'screen', ...options.roomA }),
    second ? seat('roomB', { viewport: 'screen' }) : undefined,
  ])
  const lecturerAccount = await county.hire('周明远', host.organization.id, 'teacher', lecturer.client)
  const assistants = [await county.hire('林小溪', first.organization.id, 'teacher', assistantA.client)]
  if (second) assistants.push(await county.appoint('何静姝', second.organization.id, 'teacher'))
  await county.enrol(roomA.client, first)
  if (roomB && second) await county.enrol(roomB.client, second)
  return { host, guests, lecturer, roomA, roomB, assistantA, lecturerAccount, assistants }
}

/** Adds what the lesson's own page knows. */
export const sceneOf = (cast: Cast, lesson: LessonSummary): LessonScene => ({
  ...cast,
  lesson,
  legA: lesson.legs[0]!.id,
  legB: lesson.legs[1]?.id,
})

/** A lesson that starts now, planned by its lecturer over the API; nobody has entered yet. */
export async function stageLesson(options: CastOptions): Promise<LessonScene> {
  const cast = await gatherCast(options)
  const lesson = await cast.lecturer.client.call(planLesson, {
    body: {
      title: TITLE,
      subject: 'music',
      grade: GRADE,
      plannedStart: null,
      lectureClassId: cast.host.schoolClass.id,
      legs: cast.guests.map(({ schoolClass }, index) => ({
        classId: schoolClass.id,
        assistantId: cast.assistants[index]!.person.id,
      })),
    },
  })
  return sceneOf(cast, lesson)
}

export const detailOf = ({ lecturer, lesson }: LessonScene): Promise<LessonDetail> =>
  lecturer.client.call(getLesson, { params: { id: lesson.id } })
