import { LessonPapers } from '@tongke/contract'
import { z } from 'zod'

const KEY = 'tongke.papers.read'
/** Of a week's lessons, and then some. */
const MOST = 20

const Kept = z.array(z.object({ personId: z.string(), papers: LessonPapers }))
type Kept = z.infer<typeof Kept>

/** An older build's, or a full store: then nothing is kept. */
function read(): Kept {
  try {
    return Kept.parse(JSON.parse(localStorage.getItem(KEY) ?? '[]'))
  } catch {
    return []
  }
}

/** The papers of a lesson as this person read them here last: what the forms need to be filled in without a line. */
export const keptPapers = (personId: string, lessonId: string): LessonPapers | null =>
  read().find((one) => one.personId === personId && one.papers.lessonId === lessonId)?.papers ?? null

export function keepPapers(personId: string, papers: LessonPapers): void {
  const others = read().filter((one) => one.personId !== personId || one.papers.lessonId !== papers.lessonId)
  try {
    localStorage.setItem(KEY, JSON.stringify([{ personId, papers }, ...others].slice(0, MOST)))
  } catch {
    // What is shown now is shown; it does not open without a line.
  }
}

export const forgetPapers = (): void => localStorage.removeItem(KEY)
