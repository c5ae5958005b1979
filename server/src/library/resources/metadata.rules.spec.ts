import {
  GRADES_OF_SUBJECT,
  REQUIRED_ROLES,
  Refusal,
  ResourceType,
  Subject,
  type Licence,
  type ResourceMetadata,
} from '@tongke/contract'
import fc from 'fast-check'
import { LIBRARY_POLICY_DEFAULTS } from '../library-policy.rules.ts'
import {
  WRITTEN_HOMEWORK_RULE,
  checkLinkHasNoFiles,
  checkMetadata,
  requiredRoles,
  unreadiness,
  type NodeFact,
} from './metadata.rules.ts'

const metadata = (change: Partial<ResourceMetadata> = {}): ResourceMetadata => ({
  title: '观潮',
  description: '',
  keywords: [],
  language: 'zh-CN',
  subject: 'chinese',
  gradeFrom: 4,
  gradeTo: 4,
  nodeIds: [],
  audience: 'class',
  typicalMinutes: null,
  difficulty: null,
  topics: [],
  licence: 'county',
  rightsOwner: '',
  licenceUntil: null,
  link: null,
  minorsVisible: false,
  exerciseForm: null,
  ...change,
})
const NODES = new Map<string, NodeFact>([
  ['four', { subject: 'chinese', gradeFrom: 4, gradeTo: 4 }],
  ['three-four', { subject: 'chinese', gradeFrom: 3, gradeTo: 4 }],
  ['five', { subject: 'chinese', gradeFrom: 5, gradeTo: 5 }],
  ['maths', { subject: 'mathematics', gradeFrom: 4, gradeTo: 4 }],
])
const refusalOf = (work: () => void): Refusal | null => {
  try {
    work()
    return null
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}
const checked = (type: ResourceType, change: Partial<ResourceMetadata>, policy = LIBRARY_POLICY_DEFAULTS) =>
  refusalOf(() => checkMetadata(type, metadata(change), NODES, policy))
const linkTo = { licence: 'link' as const, link: 'https://example.edu.cn/a' }

describe('metadata that may be stored', () => {
  it.each<[string, ResourceType, Partial<ResourceMetadata>]>([
    ['the least', 'courseware', {}],
    ['a range of grades', 'material', { gradeFrom: 1, gradeTo: 9 }],
    ['a node that overlaps', 'courseware', { gradeFrom: 4, gradeTo: 6, nodeIds: ['three-four', 'five'] }],
    ['an 优课 whose node is not chosen yet', 'excellent_lesson', {}],
    ['an 优课 on its node', 'excellent_lesson', { nodeIds: ['four'] }],
    ['a link', 'micro_lesson', linkTo],
    ['a licence of a third party', 'courseware', { licence: 'third_party', licenceUntil: '2027-08-31' }],
    ['written exercises from grade 3', 'exercise', { gradeFrom: 3, exerciseForm: 'written' }],
    ['other exercises for grade 1', 'exercise', { gradeFrom: 1, gradeTo: 1, exerciseForm: 'oral' }],
    ['science from grade 1', 'courseware', { subject: 'science', gradeFrom: 1 }],
  ])('%s', (_, type, change) => {
    expect(checked(type, change)).toBeNull()
  })

  it.each<[string, ResourceType, Partial<ResourceMetadata>, string, string]>([
    ['grades backwards', 'courseware', { gradeFrom: 5 }, 'metadata.gradeTo', 'order'],
    [
      'a grade too low',
      'courseware',
      { subject: 'physics', gradeFrom: 7, gradeTo: 9 },
      'metadata.gradeFrom',
      'subject_grades',
    ],
    [
      'a grade too high',
      'courseware',
      { subject: 'ict', gradeTo: 9 },
      'metadata.gradeFrom',
      'subject_grades',
    ],
    ['a node twice', 'courseware', { nodeIds: ['four', 'four'] }, 'metadata.nodeIds', 'repeated'],
    [
      'an 优课 on two nodes',
      'excellent_lesson',
      { nodeIds: ['four', 'three-four'] },
      'metadata.nodeIds',
      'one_node',
    ],
    ['a link without its address', 'courseware', { licence: 'link' }, 'metadata.link', 'missing'],
    ['an address beside a licence', 'courseware', { link: linkTo.link }, 'metadata.link', 'superfluous'],
    ['an 优课 that is a link', 'excellent_lesson', linkTo, 'metadata.licence', 'package'],
    ['a third party for ever', 'courseware', { licence: 'third_party' }, 'metadata.licenceUntil', 'missing'],
    [
      'an own licence that ends',
      'courseware',
      { licenceUntil: '2027-08-31' },
      'metadata.licenceUntil',
      'superfluous',
    ],
    ['an exercise without form', 'exercise', {}, 'metadata.exerciseForm', 'missing'],
    ['slides with a form', 'courseware', { exerciseForm: 'oral' }, 'metadata.exerciseForm', 'superfluous'],
  ])('refuses %s', (_, type, change, path, code) => {
    const refusal = checked(type, change)
    expect(refusal?.code).toBe('resource.metadata')
    expect(refusal?.details).toMatchObject([{ path, code }])
  })

  it('names everything that is wrong at once', () => {
    const refusal = checked('exercise', { gradeFrom: 5, licence: 'third_party' })
    expect(refusal?.details?.map(({ path }) => path)).toEqual([
      'metadata.gradeTo',
      'metadata.licenceUntil',
      'metadata.exerciseForm',
    ])
  })

  it.each([
    ['that the tree does not have', 'gone'],
    ['of another subject', 'maths'],
    ['of another grade', 'five'],
  ])('refuses a node %s', (_, id) => {
    const refusal = checked('courseware', { nodeIds: ['four', id] })
    expect(refusal?.code).toBe('node.unknown')
    expect(refusal?.details).toMatchObject([{ path: 'metadata.nodeIds.1', code: 'unfit' }])
  })

  it('takes the grades of a subject from the plan, and no other', () => {
    const grade = fc.integer({ min: 1, max: 9 })
    fc.assert(
      fc.property(fc.constantFrom(...Subject.options), grade, grade, (subject, gradeFrom, gradeTo) => {
        const [first, last] = GRADES_OF_SUBJECT[subject]
        const fits = first <= gradeFrom && gradeFrom <= gradeTo && gradeTo <= last
        expect(checked('courseware', { subject, gradeFrom, gradeTo }) === null).toBe(fits)
      }),
    )
  })
})

describe('homework of grades 1 and 2', () => {
  it.each([
    [1, 1],
    [2, 2],
    [1, 2],
    [2, 6],
  ])('is never written: %d to %d', (gradeFrom, gradeTo) => {
    const refusal = checked('exercise', { gradeFrom, gradeTo, exerciseForm: 'written' })
    expect(refusal?.code).toBe('resource.written_homework')
    expect(refusal?.details).toEqual([
      { path: 'metadata.exerciseForm', code: 'written_homework', message: WRITTEN_HOMEWORK_RULE },
    ])
  })

  it('is named before any other mistake', () => {
    const wrong = { gradeFrom: 2, gradeTo: 1, exerciseForm: 'written' as const }
    expect(checked('exercise', wrong)?.code).toBe('resource.written_homework')
  })

  it('follows the rule in force', () => {
    const stricter = { ...LIBRARY_POLICY_DEFAULTS, writtenHomeworkFromGrade: 4 }
    expect(checked('exercise', { gradeFrom: 3, exerciseForm: 'written' }, stricter as never)?.code).toBe(
      'resource.written_homework',
    )
  })
})

describe('a link', () => {
  it('has no files', () => {
    expect(refusalOf(() => checkLinkHasNoFiles(metadata(linkTo), 1))?.code).toBe('resource.metadata')
    expect(refusalOf(() => checkLinkHasNoFiles(metadata(linkTo), 0))).toBeNull()
    expect(refusalOf(() => checkLinkHasNoFiles(metadata(), 1))).toBeNull()
  })
})

describe('a submission', () => {
  const TODAY = '2026-11-24'
  const files = (...roles: (typeof REQUIRED_ROLES.excellent_lesson)[number][]) =>
    roles.map((role) => ({ role, ready: true }))
  const unready = (
    type: ResourceType,
    change: Partial<ResourceMetadata>,
    submitted = files('main'),
    scope: 'school' | 'county' = 'county',
    bureau = false,
  ) => unreadiness(type, metadata(change), submitted, scope, bureau, TODAY)

  it.each<[string, ResourceType, Licence, readonly string[]]>([
    ['a plain one', 'courseware', 'county', ['main']],
    ['a package', 'excellent_lesson', 'county', ['lesson_plan', 'courseware', 'recording', 'exercise']],
    ['a link', 'courseware', 'link', []],
    ['the work of a third party', 'courseware', 'third_party', ['main', 'licence']],
  ])('of %s needs its files', (_, type, licence, roles) => {
    expect(requiredRoles(type, licence)).toEqual(roles)
  })

  it.each(ResourceType.options)('of every type is ready with all of them: %s', (type) => {
    expect(unready(type, { nodeIds: ['four'] }, files(...REQUIRED_ROLES[type]))).toBeNull()
  })

  it('names the files that are missing', () => {
    const refusal = unready('excellent_lesson', { nodeIds: ['four'] }, files('courseware', 'exercise'))
    expect(refusal?.code).toBe('resource.incomplete')
    expect(refusal?.details?.map(({ path }) => path)).toEqual(['files.lesson_plan', 'files.recording'])
  })

  it('waits for the processing of every file', () => {
    const half = [...files('main'), { role: 'attachment' as const, ready: false }]
    expect(unready('courseware', {}, half)?.code).toBe('resource.processing')
  })

  it.each<[string, ResourceType, Partial<ResourceMetadata>, 'school' | 'county', boolean, string]>([
    ['an 优课 on no node', 'excellent_lesson', {}, 'county', false, 'one_node'],
    [
      'a licence that has ended',
      'courseware',
      { licence: 'third_party', licenceUntil: '2026-11-23' },
      'county',
      false,
      'past',
    ],
    ['a school’s own for the county', 'courseware', { licence: 'school' }, 'county', false, 'scope'],
    ['the bureau’s own for a school', 'courseware', {}, 'school', true, 'no_school'],
  ])('refuses %s', (_, type, change, scope, bureau, code) => {
    const refusal = unready(type, change, files('main', ...REQUIRED_ROLES[type]), scope, bureau)
    expect(refusal?.code).toBe('resource.metadata')
    expect(refusal?.details).toMatchObject([{ code }])
  })

  it('takes a licence on its last day, and a school’s own for the school', () => {
    const lastDay = { licence: 'third_party' as const, licenceUntil: TODAY }
    expect(unready('courseware', lastDay, files('main', 'licence'))).toBeNull()
    expect(unready('courseware', { licence: 'school' }, files('main'), 'school')).toBeNull()
  })
})
