import type { ExerciseForm, Licence, ResourceType } from '@tongke/contract'

/** One slide, page of a sheet, or section of a plan. */
export interface Page {
  readonly title: string
  /** What is drawn, in the notation of `drawings.rules.ts`. */
  readonly picture: string | null
  readonly lines: readonly string[]
  /** What is said while it is shown. */
  readonly say: string
}

export type Part = 'main' | 'lesson_plan' | 'task_sheet' | 'exercise'

/** A resource of the demo library as it is written down; its files are made from this text. */
export interface DemoResource {
  readonly type: ResourceType
  /** Codes of lessons of the demo tree; the first decides subject and grade. */
  readonly nodes: readonly string[]
  readonly title: string
  readonly description: string
  readonly keywords: readonly string[]
  readonly parts: Readonly<Partial<Record<Part, readonly Page[]>>>
  /** Key of the school, or `bureau`, whose people made it; without it one that has a teacher of the subject. */
  readonly at: string | null
  readonly licence: Licence
  readonly minutes: number | null
  readonly exerciseForm: ExerciseForm | null
  /** Of material and exercises: a picture or sound instead of a sheet. */
  readonly made: 'picture' | 'sound' | null
  /** Voice of the narrator, by the names of espeak-ng. */
  readonly voice: string
  /** At which reviewer's desk it stays; null: it is published. */
  readonly waits: 'school' | 'city' | null
  /** Why the school sent it back the first time. */
  readonly sentBack: string | null
}

const TYPES: Readonly<Record<string, ResourceType>> = {
  微课: 'micro_lesson',
  优课: 'excellent_lesson',
  课件: 'courseware',
  教案: 'lesson_plan',
  任务单: 'task_sheet',
  练习: 'exercise',
  素材: 'material',
  实录: 'recording',
}
const PARTS: Readonly<Record<string, Part>> = {
  '[教案]': 'lesson_plan',
  '[任务单]': 'task_sheet',
  '[练习]': 'exercise',
}

/**
 * Reads resources written like this: `= type node node | title`, `~ description`, `+ keyword,keyword`, `: name value; name value`, then
 * pages: `# title`, `@ picture`, `- line`, `> words that are said`. `[教案]` begins another part of the package.
 * @throws Error naming the line that it cannot read
 */
export const resourcesOf = (text: string): DemoResource[] =>
  text
    .split(/^(?== )/m)
    .filter((block) => block.trim() !== '')
    .map(resourceOf)

function resourceOf(block: string): DemoResource {
  const lines = block
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const after = (mark: string) => lines.find((line) => line.startsWith(`${mark} `))?.slice(2) ?? ''
  const [head = '', title = ''] = after('=').split(' | ')
  const [word = '', ...nodes] = head.split(' ')
  const type = TYPES[word]
  if (!type || nodes.length === 0 || title === '') throw new Error(`No resource begins like this: ${block}`)
  const options = optionsOf(after(':'))
  return {
    type,
    nodes,
    title,
    description: after('~'),
    keywords: after('+')
      .split(',')
      .filter((one) => one !== ''),
    parts: partsOf(lines.filter((line) => !/^[=~+:] /.test(line))),
    at: options.get('at') ?? null,
    licence: (options.get('licence') ?? 'county') as Licence,
    minutes: Number(options.get('minutes')) || null,
    exerciseForm: (options.get('form') ?? null) as ExerciseForm | null,
    made: (options.get('made') ?? null) as DemoResource['made'],
    voice: options.get('voice') ?? 'cmn',
    waits: (options.get('waits') ?? null) as DemoResource['waits'],
    sentBack: options.get('sentBack') ?? null,
  }
}

const optionsOf = (line: string): Map<string, string> =>
  new Map(
    line
      .split('; ')
      .filter((one) => one.includes(' '))
      .map((one) => [one.slice(0, one.indexOf(' ')), one.slice(one.indexOf(' ') + 1)]),
  )

interface GrowingPage {
  title: string
  picture: string | null
  lines: string[]
  say: string
}

function partsOf(lines: readonly string[]): DemoResource['parts'] {
  const parts: Partial<Record<Part, GrowingPage[]>> = {}
  let pages = (parts.main = [] as GrowingPage[])
  for (const line of lines) {
    const part = PARTS[line]
    if (part) pages = parts[part] = []
    else if (line.startsWith('# ')) pages.push({ title: line.slice(2), picture: null, lines: [], say: '' })
    else addTo(pages.at(-1), line)
  }
  return parts
}

function addTo(page: GrowingPage | undefined, line: string): void {
  const [mark, text] = [line.slice(0, 2), line.slice(2)]
  if (!page) throw new Error(`No page for: ${line}`)
  if (mark === '@ ') page.picture = text
  else if (mark === '- ') page.lines.push(text)
  else if (mark === '> ') page.say += text
  else throw new Error(`Cannot read: ${line}`)
}
