import type { OrgKind, Part, Participant, Role } from '@tongke/contract'

/** What these rules need to know of who asks; a `Principal` of people has it all. */
export type Viewer =
  | {
      readonly kind: 'person'
      readonly id: string
      readonly name: string
      readonly posts: readonly {
        orgId: string
        orgName: string
        orgKind: OrgKind
        orgPath: string
        role: Role
      }[]
    }
  | { readonly kind: 'device'; readonly id: string; readonly name: string; readonly classId: string | null }

interface Org {
  readonly id: string
  /** `/<bureau>/<centre>/<school>/`: an organization's path begins with those of all above it. */
  readonly path: string
}

/** Whose lesson it is. */
export interface LessonParties {
  readonly lecturerId: string
  readonly lectureOrg: Org
  readonly legs: readonly { id: string; classId: string; assistantId: string | null; org: Org }[]
  /** Teachers who said that they come and watch a master teacher's lesson. */
  readonly enrolled?: readonly { personId: string; orgName: string }[]
  /** Of a meeting and of nothing else: who is invited. */
  readonly members?: readonly string[] | null
}

export type LessonAction = 'see' | 'edit' | 'cancel' | 'settle' | 'export'

type Post = Extract<Viewer, { kind: 'person' }>['posts'][number]

const SEES_EVERY_LESSON: readonly Role[] = ['officer', 'inspector', 'researcher', 'administrator']
const PLANS_EVERY_LESSON: readonly Role[] = ['officer', 'administrator']

const orgsOf = (parties: LessonParties): Org[] => [parties.lectureOrg, ...parties.legs.map((leg) => leg.org)]

/** The post's own organization, or one under it. */
const covers = (post: Post, org: Org): boolean => org.path.startsWith(post.orgPath)

const coordinates = (post: Post, orgs: readonly Org[]): boolean =>
  post.role === 'coordinator' && orgs.some((org) => covers(post, org))

const heads = (post: Post, orgs: readonly Org[]): boolean =>
  post.role === 'head' && orgs.some((org) => org.id === post.orgId)

/** The post that lets a person watch a lesson they have no other part in. */
function watchingPost(viewer: Viewer, parties: LessonParties): Post | undefined {
  if (viewer.kind !== 'person') return undefined
  const orgs = orgsOf(parties)
  return viewer.posts.find(
    (post) => SEES_EVERY_LESSON.includes(post.role) || heads(post, orgs) || coordinates(post, orgs),
  )
}

/** The part somebody has in a lesson, the first that fits; null for everybody else. */
export function participantOf(viewer: Viewer, parties: LessonParties): Participant | null {
  if (viewer.kind === 'device') {
    const leg = parties.legs.find((one) => one.classId === viewer.classId)
    return leg ? { part: 'room', deviceId: viewer.id, legId: leg.id, name: viewer.name } : null
  }
  if (viewer.id === parties.lecturerId) return { part: 'lecturer', personId: viewer.id, name: viewer.name }
  if (parties.members) {
    const isInvited = parties.members.includes(viewer.id)
    return isInvited ? { part: 'member', personId: viewer.id, name: viewer.name } : null
  }
  const leg = parties.legs.find((one) => one.assistantId === viewer.id)
  if (leg) return { part: 'assistant', personId: viewer.id, legId: leg.id, name: viewer.name }
  return observerOf(viewer, parties)
}

/** Who came by name is seen like everybody; an inspector's other visits are 巡课, shown after class (domain §4.2). */
function observerOf(viewer: Extract<Viewer, { kind: 'person' }>, parties: LessonParties): Participant | null {
  const me = { part: 'observer', personId: viewer.id, name: viewer.name } as const
  const enrolled = parties.enrolled?.find((one) => one.personId === viewer.id)
  if (enrolled) return { ...me, orgName: enrolled.orgName }
  const post = watchingPost(viewer, parties)
  if (!post) return null
  return { ...me, orgName: post.orgName, ...(post.role === 'inspector' ? { hidden: true as const } : {}) }
}

/** Centre or school coordinators for lessons that involve their schools, the bureau for all (domain §4.4: scheduler). */
export const isScheduler = (viewer: Viewer, parties: LessonParties): boolean =>
  viewer.kind === 'person' &&
  viewer.posts.some((post) => PLANS_EVERY_LESSON.includes(post.role) || coordinates(post, orgsOf(parties)))

const isTeacherAt = (viewer: Viewer, orgId: string): boolean =>
  viewer.kind === 'person' && viewer.posts.some((post) => post.role === 'teacher' && post.orgId === orgId)

/** A teacher plans for a class of the own school with oneself as lecturer; schedulers plan for others. */
export const mayPlan = (viewer: Viewer, parties: LessonParties): boolean =>
  isScheduler(viewer, parties) ||
  (viewer.id === parties.lecturerId && isTeacherAt(viewer, parties.lectureOrg.id))

const staffParts: readonly Part[] = ['lecturer']

/** Deny by default: each action names the parts it is open to, schedulers aside. */
const OPEN_TO: Record<LessonAction, { parts: readonly Part[]; schedulers: boolean }> = {
  see: { parts: ['lecturer', 'assistant', 'room', 'observer'], schedulers: true },
  edit: { parts: staffParts, schedulers: true },
  cancel: { parts: staffParts, schedulers: true },
  settle: { parts: staffParts, schedulers: true },
  export: { parts: ['lecturer', 'assistant', 'observer'], schedulers: true },
}

export function mayDo(action: LessonAction, viewer: Viewer, parties: LessonParties): boolean {
  const rule = OPEN_TO[action]
  const me = participantOf(viewer, parties)
  // A meeting is planned, moved and reckoned by what it belongs to.
  if (parties.members) return action === 'see' && me !== null
  // Figures of other people's classes come with a post, not with a place to watch.
  if (action === 'export' && me?.part === 'observer' && !watchingPost(viewer, parties)) return false
  return (me !== null && rule.parts.includes(me.part)) || (rule.schedulers && isScheduler(viewer, parties))
}

/** Whether somebody still has the part they joined with. */
export const isSamePart = (now: Participant | null, before: Participant): boolean =>
  now?.part === before.part && legOf(now) === legOf(before)

const legOf = (me: Participant): string | null => ('legId' in me ? me.legId : null)

/** Only lecturer and assistants read the private line. */
export const isStaff = (me: Participant | null): boolean =>
  me?.part === 'lecturer' || me?.part === 'assistant'

export type LessonScope =
  { all: true } | { all: false; orgIds: readonly string[]; orgPaths: readonly string[] }

/** Which lessons a person's list may hold beside the own ones: of these organizations, or of all below these paths. */
export function scopeOf(viewer: Viewer): LessonScope {
  if (viewer.kind !== 'person') return { all: false, orgIds: [], orgPaths: [] }
  if (viewer.posts.some((post) => SEES_EVERY_LESSON.includes(post.role))) return { all: true }
  return {
    all: false,
    orgIds: viewer.posts.filter((post) => post.role === 'head').map((post) => post.orgId),
    orgPaths: viewer.posts.filter((post) => post.role === 'coordinator').map((post) => post.orgPath),
  }
}
