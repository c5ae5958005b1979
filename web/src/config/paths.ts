/** Every address of the portal, once. Patterns are for the router, functions build what links point at. */
export const PATHS = {
  home: '/',
  signIn: '/sign-in',
  device: '/device',
  lessons: '/lessons',
  newLesson: '/lessons/new',
  lesson: '/lessons/:id',
  editLesson: '/lessons/:id/edit',
  room: '/lessons/:id/room',
  papers: '/lessons/:id/papers',
  library: '/library',
  resource: '/library/:id',
  check: '/check',
  myResources: '/library/mine',
  importResources: '/library/mine/import',
  uploads: '/library/mine/uploads',
  editResource: '/library/:id/edit',
  editTimeline: '/library/:id/edit/timeline',
  favourites: '/library/favourites',
  collections: '/library/collections',
  collection: '/library/collections/:id',
  usage: '/library/usage',
  comments: '/library/comments',
  withdrawn: '/library/withdrawn',
  reviewDesk: '/library/review',
  reviewResource: '/library/review/:id',
  courses: '/courses',
  course: '/courses/:id',
  editCourse: '/courses/:id/edit',
  packs: '/packs',
  newPack: '/packs/new',
  editPack: '/packs/:id/edit',
  offline: '/offline',
  organizations: '/admin/organizations',
  people: '/admin/people',
  classes: '/admin/classes',
  devices: '/admin/devices',
  curriculum: '/admin/curriculum',
  audit: '/admin/audit',
  reports: '/reports',
  me: '/me',
} as const

const fill = (pattern: string, id: string) => pattern.replace(':id', encodeURIComponent(id))

export const paths = {
  lesson: (id: string) => fill(PATHS.lesson, id),
  editLesson: (id: string) => fill(PATHS.editLesson, id),
  room: (id: string) => fill(PATHS.room, id),
  papers: (id: string) => fill(PATHS.papers, id),
  editResource: (id: string) => fill(PATHS.editResource, id),
  editTimeline: (id: string, fileId: string) => `${fill(PATHS.editTimeline, id)}?file=${fileId}`,
  reviewResource: (id: string) => fill(PATHS.reviewResource, id),
  course: (id: string) => fill(PATHS.course, id),
  editCourse: (id: string) => fill(PATHS.editCourse, id),
  resource: (id: string) => fill(PATHS.resource, id),
  collection: (id: string) => fill(PATHS.collection, id),
  /** Begins a resource with a file that was sent before. */
  newResourceOf: (upload: string) => `${PATHS.myResources}?new=type&upload=${encodeURIComponent(upload)}`,
  editPack: (id: string) => fill(PATHS.editPack, id),
  newPack: (resourceId: string) => `${PATHS.newPack}?add=${encodeURIComponent(resourceId)}`,
  offline: (packId: string) => `${PATHS.offline}?pack=${encodeURIComponent(packId)}`,
  /** `back` is where the reader wanted to be. */
  signIn: (back?: string) =>
    back && back !== '/' ? `${PATHS.signIn}?back=${encodeURIComponent(back)}` : PATHS.signIn,
  check: (lessonId?: string) => (lessonId ? `${PATHS.check}?lesson=${lessonId}` : PATHS.check),
} as const

/** A return address taken from the query: only paths of this portal, never another site. */
export const safeBack = (back: string | null): string =>
  back && /^\/(?![/\\])/.test(back) ? back : PATHS.home
