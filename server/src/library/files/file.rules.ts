import { Refusal, type FileKind, type FileRole, type ResourceType } from '@tongke/contract'

const SHEET: readonly FileKind[] = ['document', 'text', 'image']
const SLIDES: readonly FileKind[] = ['document', 'image', 'video', 'audio', 'archive']
const ANY: readonly FileKind[] = ['video', 'audio', 'image', 'document', 'text', 'archive']

const KINDS_OF_MAIN: Record<ResourceType, readonly FileKind[]> = {
  micro_lesson: ['video'],
  // A package of the roles below.
  excellent_lesson: [],
  courseware: SLIDES,
  lesson_plan: ['document', 'text'],
  task_sheet: SHEET,
  exercise: [...SHEET, 'audio'],
  material: ANY,
  recording: ['video'],
}

const KINDS_OF_ROLE: Record<Exclude<FileRole, 'main'>, readonly FileKind[]> = {
  lesson_plan: ['document', 'text'],
  courseware: SLIDES,
  recording: ['video'],
  exercise: SHEET,
  task_sheet: SHEET,
  attachment: ANY,
  licence: SHEET,
}

const ATTACHMENTS = 20

/** A role holds one file, the next one takes its place; attachments stand side by side. */
export const holdsMany = (role: FileRole): boolean => role === 'attachment'

/**
 * @param attachments how many there are already
 * @throws Refusal file.not_allowed
 */
export function checkFile(
  type: ResourceType,
  role: FileRole,
  kind: FileKind,
  linked: boolean,
  attachments: number,
): void {
  const refuse = (path: string, code: string, message: string): never => {
    throw new Refusal('file.not_allowed', { details: [{ path, code, message }] })
  }
  if (linked) refuse('role', 'link', 'What is only linked to has no file here')
  const kinds = role === 'main' ? KINDS_OF_MAIN[type] : KINDS_OF_ROLE[role]
  if (kinds.length === 0) refuse('role', 'role', 'This type has no such file')
  if (!kinds.includes(kind)) refuse('uploadId', 'kind', `Takes ${kinds.join(', ')}, not ${kind}`)
  if (holdsMany(role) && attachments >= ATTACHMENTS) refuse('role', 'too_many', `At most ${ATTACHMENTS}`)
}

/** 1080p is made for 优课 only. */
export const maxHeightOf = (type: ResourceType): number => (type === 'excellent_lesson' ? 1080 : 720)

/** Where a file of this role stands in the list. */
export const ROLE_ORDER: readonly FileRole[] = [
  'main',
  'recording',
  'courseware',
  'lesson_plan',
  'task_sheet',
  'exercise',
  'attachment',
  'licence',
]

export const PLAYLIST = 'application/vnd.apple.mpegurl'

/** What the pages show in place; everything else is sent as an attachment, whatever made it. */
const INLINE =
  /^(video\/(mp4|iso\.segment)|audio\/(mp4|mpeg)|image\/(jpeg|png|webp|avif)|application\/(vnd\.apple\.mpegurl|json|dash\+xml)|text\/(vtt|plain))(; charset=utf-8)?$/

export const isInline = (mimeType: string): boolean => INLINE.test(mimeType)
