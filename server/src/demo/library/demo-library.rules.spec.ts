import { REQUIRED_ROLES, ResourceMetadata, type Subject } from '@tongke/contract'
import { demoTree } from '../../curriculum/demo/demo-tree.rules.ts'
import { planImport } from '../../curriculum/import/plan.rules.ts'
import { checkFile } from '../../library/files/file.rules.ts'
import { LIBRARY_POLICY_DEFAULTS } from '../../library/library-policy.rules.ts'
import { checkMetadata, type NodeFact } from '../../library/resources/metadata.rules.ts'
import { demoPeople } from '../demo.rules.ts'
import { BUREAU, SCHOOLS } from '../invented.ts'
import { DEMO_LIBRARY } from './demo-resources.ts'
import { drawn } from './drawings.rules.ts'
import { filesOf, type Making } from './files.rules.ts'
import { makersOf } from './makers.rules.ts'
import { resourcesOf, type DemoResource } from './resource-text.rules.ts'
import { paletteOf, slidesOf } from './slide.rules.ts'

const uuid = (serial: number) => `00000000-0000-7000-8000-${String(serial).padStart(12, '0')}`

/** Nodes of the demo tree by their code, with subject and grades as the database would have them. */
function demoNodes(): ReadonlyMap<string, NodeFact & { id: string }> {
  let last = 0
  const plan = planImport(demoTree(), { editions: [], nodes: [] }, () => uuid((last += 1)))
  return new Map(plan.nodes.map((node) => [node.code, node]))
}

const nodes = demoNodes()
const people = demoPeople()
const KIND = {
  video: 'video',
  slides: 'document',
  sheet: 'document',
  plan: 'document',
  picture: 'image',
  sound: 'audio',
} as const satisfies Record<Making, string>

const subjectOf = ({ nodes: [code = ''] }: DemoResource): Subject => {
  const node = nodes.get(code)
  if (!node) throw new Error(`There is no node ${code}`)
  return node.subject
}

/** As the services would at every step. @throws what they would refuse */
function check(resource: DemoResource): void {
  const hung = resource.nodes.map((code) => nodes.get(code))
  const [first] = hung
  if (!first || hung.includes(undefined)) throw new Error(`Unknown node among ${resource.nodes.join(' ')}`)
  const { title, description, keywords, licence, exerciseForm, minutes } = resource
  const metadata = ResourceMetadata.parse({
    title,
    description,
    keywords,
    licence,
    exerciseForm,
    typicalMinutes: minutes,
    subject: first.subject,
    gradeFrom: first.gradeFrom,
    gradeTo: first.gradeTo,
    nodeIds: hung.map((node) => node?.id),
  })
  const known = new Map(hung.flatMap((node) => (node ? [[node.id, node] as const] : [])))
  checkMetadata(resource.type, metadata, known, LIBRARY_POLICY_DEFAULTS)
  const files = filesOf(resource)
  for (const { role, making } of files) checkFile(resource.type, role, KIND[making], false, 0)
  const roles = files.map(({ role }) => role)
  const missing = REQUIRED_ROLES[resource.type].filter((role) => !roles.includes(role))
  if (missing.length > 0) throw new Error(`No file for ${missing.join(' ')}`)
  const isSpoken = files.some(({ making }) => making === 'video' || making === 'sound')
  if (isSpoken && !resource.parts.main?.every(({ say }) => say.length > 8))
    throw new Error('A slide is silent')
}

describe('the demo library', () => {
  it('has at least sixty published resources, of every type and of most subjects', () => {
    const published = DEMO_LIBRARY.filter(({ waits }) => waits === null)
    expect(published.length).toBeGreaterThanOrEqual(60)
    expect(new Set(published.map(({ type }) => type))).toEqual(new Set(Object.keys(REQUIRED_ROLES)))
    const subjects = published.map(subjectOf)
    expect(new Set(subjects).size).toBeGreaterThanOrEqual(10)
    expect(published.filter(({ type }) => type === 'micro_lesson').length).toBeGreaterThanOrEqual(40)
  })

  it('has a title for each that no other of its kind has: by it an earlier start is recognised', () => {
    const keys = DEMO_LIBRARY.map(({ type, title }) => `${type} ${title}`)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('obeys the rules of the library', () => {
    const wrong = DEMO_LIBRARY.flatMap((resource) => {
      try {
        check(resource)
        return []
      } catch (error) {
        return [`${resource.title}: ${String(error)}`]
      }
    })
    expect(wrong).toEqual([])
  })

  it('can be drawn', () => {
    const slides = DEMO_LIBRARY.flatMap((resource) =>
      Object.values(resource.parts).flatMap((pages) =>
        slidesOf({ subject: subjectOf(resource), title: resource.title, about: '', maker: '', pages }),
      ),
    )
    expect(slides.filter((slide) => /NaN|undefined|Infinity/.test(slide))).toEqual([])
  })

  it('is made and reviewed by people of the demo, never by one alone', () => {
    for (const [serial, resource] of DEMO_LIBRARY.entries()) {
      const subject = subjectOf(resource)
      const { author, schoolReviewer, cityReviewers } = makersOf(resource, subject, serial, people)
      const named = [BUREAU.key, ...SCHOOLS.map(({ key }) => key), ...people.map(({ name }) => name)]
      expect(named).toContain(resource.at ?? BUREAU.key)
      const all = [author, schoolReviewer, ...cityReviewers].flatMap((one) => one?.key ?? [])
      expect(new Set(all).size).toBe(all.length)
      expect(cityReviewers.length).toBeGreaterThanOrEqual(resource.type === 'excellent_lesson' ? 2 : 1)
    }
  })
})

it('says which line or drawing it cannot read', () => {
  expect(() => resourcesOf('= 微课 x-1 | 标题\n# 页\n没有记号')).toThrow('没有记号')
  expect(() => resourcesOf('= 影片 x-1 | 标题')).toThrow('影片')
  const box = { x: 0, y: 0, width: 100, height: 100 }
  expect(() => drawn('cube 3', box, paletteOf('mathematics'))).toThrow('cube')
})
