import type { DeckPage, DeckPicture, LessonDeck, ResourceType, FileRole } from '@tongke/contract'

export interface MadePicture extends DeckPicture {}

/** A file of the lesson as the database tells it. */
export interface DeckFile {
  readonly fileId: string
  readonly title: string
  readonly fileName: string
  /** Of the same resource; with more than one each says which it is. */
  readonly siblings: number
  readonly kind: 'document' | 'image'
  readonly own: boolean
  readonly state: 'QUEUED' | 'RUNNING' | 'READY' | 'FAILED' | 'CANCELLED' | null
  readonly progress: number
  readonly pictures: readonly MadePicture[]
}

/** What is shown to a class; a lesson plan is the teacher's own, a licence nobody's slide. */
export const SLIDE_ROLES: readonly FileRole[] = ['main', 'courseware', 'task_sheet', 'exercise', 'attachment']
export const NO_SLIDES: readonly ResourceType[] = ['lesson_plan']

const PAGE = /^page-(\d+)\.webp$/

const pageOf = (number: number, made: ReadonlyMap<string, DeckPicture>, names: [string, string, string]) => {
  const [large, medium, small] = names.map((name) => made.get(name))
  // Documents from before there were three sizes have no medium one.
  return large ? [{ number, large, medium: medium ?? large, small: small ?? large } satisfies DeckPage] : []
}

/** Pages of a file that has been drawn, in order. */
export function pagesOf({ kind, pictures }: Pick<DeckFile, 'kind' | 'pictures'>): DeckPage[] {
  const made = new Map(pictures.map((picture) => [picture.name, picture]))
  if (kind === 'image') return pageOf(1, made, ['large.webp', 'medium.webp', 'small.webp'])
  return pictures
    .flatMap(({ name }) => PAGE.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b)
    .flatMap((number, index) =>
      pageOf(index + 1, made, [
        `page-${number}.webp`,
        `page-${number}-medium.webp`,
        `page-${number}-small.webp`,
      ]),
    )
}

const stateOf = ({ state }: DeckFile, pages: number): LessonDeck['state'] => {
  if (state === 'READY') return pages > 0 ? 'ready' : 'failed'
  return state === 'QUEUED' || state === 'RUNNING' ? 'working' : 'failed'
}

const titleOf = ({ title, fileName, siblings }: DeckFile): string =>
  siblings > 1 ? `${title} · ${fileName}` : title

/** A deck is shown when all of its pages are there: none is missing in the middle of a lesson. */
export function deckOf(file: DeckFile, copies: LessonDeck['copies']): LessonDeck {
  const drawn = pagesOf(file)
  const state = stateOf(file, drawn.length)
  return {
    fileId: file.fileId,
    title: titleOf(file),
    own: file.own,
    state,
    progress: state === 'ready' ? 1 : file.progress,
    pages: state === 'ready' ? drawn : [],
    copies,
  }
}
