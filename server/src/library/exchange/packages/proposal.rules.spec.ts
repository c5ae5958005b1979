import { PackageDefaults } from '@tongke/contract'
import { LIBRARY_POLICY_DEFAULTS } from '../../library-policy.rules.ts'
import { WRITTEN_HOMEWORK_RULE } from '../../resources/metadata.rules.ts'
import type { Candidate } from './candidate.ts'
import { proposalOf, type SeenContent } from './proposal.rules.ts'
import type { ColumnKey } from './sheet-columns.ts'
import { COLUMNS } from './sheet-columns.ts'
import { rowCandidate } from './sheet.rules.ts'

const PATHS = new Set(['资料/观潮.mp4', '资料/观潮.pdf', '资料/图.png'])
const row = (cells: Partial<Record<ColumnKey, string>>): Candidate => {
  const blank = Object.fromEntries(COLUMNS.map(({ key }) => [key, ''])) as Record<ColumnKey, string>
  return rowCandidate({ line: 7, cells: { ...blank, ...cells } }, PATHS, '资料/')
}
const GOOD = {
  title: '观潮',
  type: '课件',
  subject: '语文',
  gradeFrom: '四',
  licence: '署名公开',
  file: '观潮.pdf',
}
const pdf: SeenContent = { kind: 'document', mimeType: 'application/pdf' }
const SEEN = new Map<string, SeenContent>([
  ['资料/观潮.pdf', pdf],
  ['资料/观潮.mp4', { kind: 'video', mimeType: 'video/mp4' }],
  ['资料/图.png', { kind: 'image', mimeType: 'image/png' }],
])
const NO_NODES = { found: new Map(), problems: [] }
const propose = (candidate: Candidate, defaults: Partial<PackageDefaults> = {}, seen = SEEN) =>
  proposalOf(candidate, PackageDefaults.parse(defaults), seen, NO_NODES, LIBRARY_POLICY_DEFAULTS)
const problems = (candidate: Candidate, defaults: Partial<PackageDefaults> = {}) =>
  propose(candidate, defaults).refusal?.details?.map(({ path, code }) => `${path} ${code}`) ?? []

describe('a row of the list', () => {
  it('becomes a draft', () => {
    const { type, metadata, files, refusal } = propose(
      row({ ...GOOD, keywords: '潮；江、潮', typicalMinutes: '12', audience: '教师', attachments: '图.png' }),
    )
    expect(refusal).toBeNull()
    expect(type).toBe('courseware')
    expect(metadata).toMatchObject({
      title: '观潮',
      subject: 'chinese',
      gradeFrom: 4,
      gradeTo: 4,
      licence: 'cc_by_nc_sa',
      keywords: ['潮', '江'],
      typicalMinutes: 12,
      audience: 'teacher',
    })
    expect(files.map(({ role, path }) => [role, path])).toEqual([
      ['main', '资料/观潮.pdf'],
      ['attachment', '资料/图.png'],
    ])
  })

  it.each<[string, Partial<Record<ColumnKey, string>>, string[]]>([
    ['an unknown type', { type: '视频' }, ['cells.type unknown']],
    ['an unknown grade', { gradeFrom: '十' }, ['cells.gradeFrom unknown']],
    ['no title', { title: '' }, []],
    ['no licence', { licence: '' }, ['metadata.licence missing']],
    ['no subject', { subject: '' }, ['metadata.subject missing']],
    ['grades backwards', { gradeTo: '三' }, ['metadata.gradeTo order']],
    ['a subject that is not taught there', { subject: '物理' }, ['metadata.gradeFrom subject_grades']],
    ['a file that is not there', { file: '没有.pdf' }, ['cells.file file_missing']],
    ['no file', { file: '' }, ['files missing']],
    ['a file that the type does not take', { type: '微课' }, ['files.main kind']],
    ['a licence for ever', { licence: '第三方授权' }, ['metadata.licenceUntil missing']],
    ['a file beside a link', { licence: '外链', link: 'https://a.cn' }, ['files.main link']],
    ['a link without address', { licence: '外链', file: '' }, ['metadata.link missing']],
    ['an exercise without form', { type: '练习' }, ['metadata.exerciseForm missing']],
    ['a long keyword', { keywords: '长'.repeat(21) }, ['metadata.keywords.0 too_big']],
  ])('with %s is told so', (_, change, expected) => {
    expect(problems(row({ ...GOOD, ...change }))).toEqual(expected)
  })

  it('of written homework for grade 2 is refused by the rule’s own name, whatever else is wrong', () => {
    const homework = { ...GOOD, type: '练习', gradeFrom: '二年级', exerciseForm: '书面' }
    const { refusal } = propose(row(homework))
    expect(refusal?.code).toBe('resource.written_homework')
    expect(refusal?.details).toEqual([
      { path: 'metadata.exerciseForm', code: 'written_homework', message: WRITTEN_HOMEWORK_RULE },
    ])
    const worse = propose(row({ ...homework, attachments: '没有.png' }))
    expect(worse.refusal?.code).toBe('resource.written_homework')
    expect(worse.refusal?.details?.map(({ code }) => code)).toEqual(['written_homework', 'file_missing'])
    expect(problems(row({ ...homework, exerciseForm: '朗读' }))).toEqual([])
  })
})

describe('an item of a manifest', () => {
  const item = (change: Partial<Candidate> = {}): Candidate => ({
    key: 'i1',
    line: null,
    type: null,
    metadata: {},
    node: null,
    files: [{ role: 'main', path: '资料/观潮.mp4', isOptional: false }],
    problems: [],
    ...change,
  })
  const defaults = { subject: 'chinese', gradeFrom: 4, gradeTo: 5, licence: 'county' } as const

  it('takes from the person what the package does not say, and its title from the file', () => {
    expect(problems(item())).toEqual([
      'metadata.subject missing',
      'metadata.gradeFrom missing',
      'metadata.gradeTo missing',
      'metadata.licence missing',
    ])
    const { type, metadata } = propose(item(), defaults)
    expect(type).toBe('micro_lesson')
    expect(metadata).toMatchObject({ title: '观潮', gradeFrom: 4, gradeTo: 5, licence: 'county' })
    const own = propose(item({ metadata: { title: '潮', subject: 'art', gradeFrom: 3 } }), defaults)
    expect(own.metadata).toMatchObject({ title: '潮', subject: 'art', gradeFrom: 3, gradeTo: 3 })
  })

  it('leaves out companions that the library cannot use, and nothing that was named', () => {
    const files = [
      ...item().files,
      { role: 'attachment' as const, path: '资料/page.css', isOptional: true },
      { role: 'attachment' as const, path: '资料/图.png', isOptional: true },
    ]
    const seen = new Map([...SEEN, ['资料/page.css', { kind: 'other' as const, mimeType: 'text/x' }]])
    const proposal = propose(item({ files }), defaults, seen)
    expect(proposal.refusal).toBeNull()
    expect(proposal.leftOut.map(({ path }) => path)).toEqual(['资料/page.css'])
    expect(proposal.files).toHaveLength(2)
  })

  it('that is a page is told so', () => {
    const seen = new Map([['资料/观潮.mp4', { kind: 'other' as const, mimeType: 'text/html' }]])
    const { refusal } = propose(item(), { ...defaults, type: 'material' }, seen)
    expect(refusal?.code).toBe('package.item')
    expect(refusal?.details).toMatchObject([{ path: 'files.main', code: 'html' }])
  })

  it('that nothing helps is told only that', () => {
    const test = { path: 'type', code: 'unsupported', message: 'imsqti' }
    expect(problems(item({ files: [], problems: [test] }))).toEqual(['type unsupported'])
  })

  it('too large to be known yet is judged when it is imported', () => {
    const seen = new Map([['资料/观潮.mp4', { kind: null, mimeType: 'application/zip' }]])
    expect(propose(item(), { ...defaults, type: 'courseware' }, seen).refusal).toBeNull()
    expect(propose(item(), defaults, seen).refusal?.details).toMatchObject([
      { path: 'type', code: 'missing' },
    ])
  })
})
