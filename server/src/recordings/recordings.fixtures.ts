import type { Role } from '@tongke/contract'
import type { LessonParties } from '../lessons/lesson-access.rules.ts'
import type { Principal } from '../people/principal.ts'

/** A lecturer in town, one class in a village below a centre school. */
export const PARTIES: LessonParties = {
  lecturerId: 'lecturer',
  lectureOrg: { id: 'town-school', path: '/bureau/town-school/' },
  legs: [
    {
      id: 'leg',
      classId: 'class',
      assistantId: 'assistant',
      org: { id: 'village', path: '/bureau/centre/village/' },
    },
  ],
}

/** With one post, or with none. */
export const person = (id: string, role?: Role, orgId = '', orgPath = ''): Principal => ({
  kind: 'person',
  id,
  name: id,
  sessionId: 's',
  mustChangePassword: false,
  posts: role
    ? [{ id: 'p', orgId, orgName: orgId, orgKind: 'village', orgPath, role, from: '2020-01-01', to: null }]
    : [],
})

export const device = (classId: string, orgId: string): Principal => ({
  kind: 'device',
  id: classId,
  name: classId,
  deviceKind: 'listen',
  orgId,
  orgName: orgId,
  classId,
  className: classId,
})
