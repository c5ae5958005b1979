import { ResourceType, SUBJECTS, Subject, type ResourceMetadata } from '@tongke/contract'
import { gradeOf } from '../../../curriculum/import/items.rules.ts'
import { SUBJECT_NAMES } from '../../../people/import/columns.ts'
import { allOf, firstOf, type Element } from './manifest-xml.rules.ts'

export interface LomFacts {
  readonly type: ResourceType | null
  readonly metadata: Partial<Omit<ResourceMetadata, 'nodeIds'>>
}

const LOM_TYPES: Readonly<Record<string, ResourceType>> = {
  lecture: 'micro_lesson',
  slide: 'courseware',
  exercise: 'exercise',
  'problem statement': 'task_sheet',
}

const DIFFICULTIES = ['very easy', 'easy', 'medium', 'difficult', 'very difficult']

/**
 * What a `lom` element says, in the bindings of IEEE 1484.12.3 (`string`) and of IMS Metadata 1.2 (`langstring`); what it
 * does not say, or says in words of its own, is left open.
 */
export function lomFacts(lom: Element | undefined): LomFacts {
  if (!lom) return { type: null, metadata: {} }
  const { gradeFrom, gradeTo } = gradesOf(lom)
  const found: Record<string, unknown> = {
    title: wordsOf(firstOf(lom, 'general/title')).slice(0, 80),
    description: wordsOf(firstOf(lom, 'general/description')).slice(0, 2000),
    keywords: keywordsOf(lom),
    language: languageOf(firstOf(lom, 'general/language')?.text ?? ''),
    typicalMinutes: minutesOf(lom),
    difficulty: difficultyOf(lom),
    audience: audienceOf(lom),
    subject: subjectOf(lom),
    gradeFrom,
    gradeTo,
    licence: licenceOf(lom),
    rightsOwner: authorOf(lom),
  }
  const said = Object.entries(found).filter(([, value]) => value !== undefined && value !== '')
  return { type: typeOf(lom), metadata: Object.fromEntries(said) as LomFacts['metadata'] }
}

/** Of several languages Chinese, else the first. */
function wordsOf(element: Element | undefined): string {
  const strings = [...allOf(element, 'string'), ...allOf(element, 'langstring')]
  const chinese = strings.find(({ attributes }) => /^zh/i.test(attributes.language ?? attributes.lang ?? ''))
  const text = (chinese ?? strings[0])?.text ?? element?.text ?? ''
  return text.replace(/\s+/g, ' ').trim()
}

/** The value of a vocabulary; older packages wrap it in a `langstring`. */
const valueOf = (element: Element | undefined): string => {
  const value = firstOf(element, 'value')
  return wordsOf(value).toLowerCase()
}

function keywordsOf(lom: Element): string[] | undefined {
  const words = allOf(lom, 'general/keyword').flatMap((keyword) => wordsOf(keyword).split(/[,，;；、]/))
  const fitting = words.map((word) => word.trim()).filter((word) => word !== '' && word.length <= 20)
  return fitting.length > 0 ? [...new Set(fitting)].slice(0, 10) : undefined
}

function languageOf(code: string): ResourceMetadata['language'] | undefined {
  if (/^zh/i.test(code)) return 'zh-CN'
  return (['en', 'ja', 'ru'] as const).find((language) => code.toLowerCase().startsWith(language))
}

function minutesOf(lom: Element): number | undefined {
  const time = firstOf(lom, 'educational/typicalLearningTime')
  const text = (firstOf(time, 'duration') ?? firstOf(time, 'datetime'))?.text ?? ''
  const [, hours = '0', minutes = '0', seconds = '0'] =
    /^PT(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:(\d{1,5})(?:\.\d+)?S)?$/.exec(text) ?? []
  const total = Math.round(Number(hours) * 60 + Number(minutes) + Number(seconds) / 60)
  return total >= 1 && total <= 600 ? total : undefined
}

function difficultyOf(lom: Element): number | undefined {
  const at = DIFFICULTIES.indexOf(valueOf(firstOf(lom, 'educational/difficulty')))
  return at < 0 ? undefined : at + 1
}

function audienceOf(lom: Element): ResourceMetadata['audience'] | undefined {
  const roles = allOf(lom, 'educational/intendedEndUserRole').map(valueOf)
  if (roles.includes('learner')) return 'class'
  return roles.includes('teacher') ? 'teacher' : undefined
}

interface Taxon {
  readonly id: string
  readonly entry: string
}

const taxonsOf = (lom: Element, purpose: string): Taxon[] =>
  allOf(lom, 'classification')
    .filter((one) => valueOf(firstOf(one, 'purpose')) === purpose)
    .flatMap((one) => allOf(one, 'taxonPath/taxon'))
    .map((taxon) => ({ id: firstOf(taxon, 'id')?.text ?? '', entry: wordsOf(firstOf(taxon, 'entry')) }))

function subjectOf(lom: Element): Subject | undefined {
  const taxons = taxonsOf(lom, 'discipline')
  return Subject.options.find((subject) => {
    const codes: readonly string[] = SUBJECTS[subject]
    return taxons.some(
      ({ id, entry }) => entry === SUBJECT_NAMES[subject] || (entry === '' && codes.includes(id)),
    )
  })
}

/** By level, else by the age that goes with it: pupils begin school at six. */
function gradesOf(lom: Element): Pick<Partial<ResourceMetadata>, 'gradeFrom' | 'gradeTo'> {
  const levels = taxonsOf(lom, 'educational level')
    .map(({ id, entry }) => gradeOf(entry || id))
    .filter((grade) => typeof grade === 'number')
  if (levels.length > 0) return { gradeFrom: Math.min(...levels), gradeTo: Math.max(...levels) }
  const age = wordsOf(firstOf(lom, 'educational/typicalAgeRange'))
  const [, from, to] = /^(\d{1,2})\s*-\s*(\d{1,2})$/.exec(age) ?? []
  if (from === undefined || to === undefined) return {}
  const [gradeFrom, gradeTo] = [Number(from) - 5, Number(to) - 6]
  return gradeFrom >= 1 && gradeTo <= 9 && gradeFrom <= gradeTo ? { gradeFrom, gradeTo } : {}
}

/** Only the one licence that the library knows under the same name. */
const licenceOf = (lom: Element): 'cc_by_nc_sa' | undefined =>
  /creativecommons\.org\/licenses\/by-nc-sa\/|CC BY-NC-SA/i.test(wordsOf(firstOf(lom, 'rights/description')))
    ? 'cc_by_nc_sa'
    : undefined

function authorOf(lom: Element): string | undefined {
  const author = allOf(lom, 'lifeCycle/contribute').find((one) => valueOf(firstOf(one, 'role')) === 'author')
  const card = (firstOf(author, 'entity') ?? firstOf(author, 'centity/vcard'))?.text ?? ''
  const name = /^FN[^:\n]*:(.*)$/im.exec(card)?.[1] ?? ''
  return (
    name
      .replace(/\\([\\;,])/g, '$1')
      .trim()
      .slice(0, 100) || undefined
  )
}

/** Our own word for it, or one of the standard that means the same. */
function typeOf(lom: Element): ResourceType | null {
  const values = allOf(lom, 'educational/learningResourceType').map(valueOf)
  const own = values.map((value) => ResourceType.safeParse(value).data).find(Boolean)
  return own ?? values.map((value) => LOM_TYPES[value]).find(Boolean) ?? null
}
