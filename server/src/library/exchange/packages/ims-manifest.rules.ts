import type { ErrorDetail, PackageFormat } from '@tongke/contract'
import { problemOf, type Candidate, type CandidateFile, type PackageContent } from './candidate.ts'
import { findFile } from './entries.rules.ts'
import { lomFacts, type LomFacts } from './lom-facts.rules.ts'
import { allOf, firstOf, type Element } from './manifest-xml.rules.ts'
import { packageFault } from './package-fault.ts'

export const MANIFEST = 'imsmanifest.xml'

/** What the whole package says holds for its items where they say nothing themselves. */
const INHERITED = [
  'language',
  'subject',
  'gradeFrom',
  'gradeTo',
  'licence',
  'rightsOwner',
  'audience',
] as const

interface Resource {
  readonly element: Element
  readonly type: string
  readonly href: string | null
  readonly base: string
}

interface Leaf {
  readonly key: string
  readonly title: string
  readonly resource: Resource | undefined
  readonly lom: LomFacts
}

/** A link resource of a Common Cartridge, whose address is in a file of its own. */
export interface WebLink {
  readonly key: string
  readonly path: string
}

export interface ManifestContent extends PackageContent {
  readonly webLinks: readonly WebLink[]
}

/**
 * Items of an IMS Content Package (1.1 to 1.2, SCORM too) or Common Cartridge (1.0 to 1.3): every item of the organization
 * that leads to something, or every resource where there is no organization.
 * @param paths files of the archive @param folder where the manifest lies
 * @throws Refusal package.unreadable
 */
export function manifestContent(
  manifest: Element,
  paths: ReadonlySet<string>,
  folder: string,
): ManifestContent {
  if (manifest.name !== 'manifest') throw packageFault('manifest', MANIFEST)
  const schema = firstOf(manifest, 'metadata/schema')?.text ?? ''
  const whole = lomFacts(lomOf(manifest))
  const webLinks: WebLink[] = []
  const candidates = leavesOf(manifest).map((leaf) => candidateOf(leaf, whole, paths, folder, webLinks))
  return {
    format: formatOf(manifest, schema),
    version: firstOf(manifest, 'metadata/schemaversion')?.text || null,
    title: whole.metadata.title ?? firstOf(manifest, 'organizations/organization/title')?.text ?? '',
    candidates,
    webLinks,
  }
}

const formatOf = (manifest: Element, schema: string): PackageFormat =>
  /common cartridge/i.test(schema) || /imsccv1p/i.test(manifest.attributes.xmlns ?? '')
    ? 'common_cartridge'
    : 'ims_content_package'

const lomOf = (element: Element | undefined): Element | undefined => firstOf(element, 'metadata/lom')

function leavesOf(manifest: Element): Leaf[] {
  const resources = resourcesOf(manifest)
  const wanted = firstOf(manifest, 'organizations')?.attributes.default
  const organizations = allOf(manifest, 'organizations/organization')
  const organization =
    organizations.find(({ attributes }) => attributes.identifier === wanted) ?? organizations[0]
  const items = organization ? itemsOf(organization) : []
  const leaves = items.flatMap((item) => {
    const reference = item.attributes.identifierref
    if (!reference) return []
    const resource = resources.get(reference)
    const key = item.attributes.identifier || reference
    const title = firstOf(item, 'title')?.text ?? ''
    return [{ key, title, resource, lom: merged(lomFacts(lomOf(resource?.element)), lomFacts(lomOf(item))) }]
  })
  return unique(leaves.length > 0 ? leaves : loose(resources))
}

/** Depth first, as a reader of the table of contents meets them. */
const itemsOf = (parent: Element): Element[] =>
  allOf(parent, 'item').flatMap((item) => [item, ...itemsOf(item)])

function resourcesOf(manifest: Element): Map<string, Resource> {
  const list = firstOf(manifest, 'resources')
  const above = `${manifest.attributes.base ?? ''}${list?.attributes.base ?? ''}`
  return new Map(
    allOf(list, 'resource').map((element) => {
      const { identifier = '', type = '', href = '', base = '' } = element.attributes
      return [identifier, { element, type, href: href || null, base: `${above}${base}` }]
    }),
  )
}

/** A package without a table of contents is a heap of resources. */
const loose = (resources: ReadonlyMap<string, Resource>): Leaf[] =>
  [...resources].map(([key, resource]) => ({
    key,
    title: '',
    resource,
    lom: lomFacts(lomOf(resource.element)),
  }))

/** Makers do not always keep identifiers unique. */
function unique(leaves: readonly Leaf[]): Leaf[] {
  const seen = new Map<string, number>()
  return leaves.map((leaf) => {
    const count = (seen.get(leaf.key) ?? 0) + 1
    seen.set(leaf.key, count)
    return count === 1 ? leaf : { ...leaf, key: `${leaf.key}#${count}` }
  })
}

const merged = (below: LomFacts, above: LomFacts): LomFacts => ({
  type: above.type ?? below.type,
  metadata: { ...below.metadata, ...above.metadata },
})

function candidateOf(
  { key, title, resource, lom }: Leaf,
  whole: LomFacts,
  paths: ReadonlySet<string>,
  folder: string,
  webLinks: WebLink[],
): Candidate {
  const inherited = Object.fromEntries(
    INHERITED.flatMap((name) =>
      whole.metadata[name] === undefined ? [] : [[name, whole.metadata[name]] as const],
    ),
  )
  const own = { ...lom.metadata, ...(title ? { title: title.replace(/\s+/g, ' ').trim().slice(0, 80) } : {}) }
  const content = contentOf(key, resource, paths, folder, webLinks)
  return {
    key: key.slice(0, 500),
    line: null,
    type: lom.type,
    metadata: { ...inherited, ...own, ...content.metadata },
    node: null,
    files: content.files,
    problems: content.problems,
  }
}

type Content = Pick<Candidate, 'files' | 'problems' | 'metadata'>

/** Kinds of resources that only a learning system can run: tests, discussions, tools. */
const TOOLS = /^(imsqti|imsdt|imsbasiclti|assessment|imsapip|assignment)/i
const WEB_LINK = /^imswl_/i

function contentOf(
  key: string,
  resource: Resource | undefined,
  paths: ReadonlySet<string>,
  folder: string,
  webLinks: WebLink[],
): Content {
  if (!resource) return failed('files', 'file_missing', 'The manifest has no such resource')
  const { type, href, base, element } = resource
  if (TOOLS.test(type)) return failed('type', 'unsupported', type)
  const listed = allOf(element, 'file').flatMap(({ attributes }) => attributes.href ?? [])
  const main = href ?? listed[0]
  if (main === undefined) return failed('files', 'file_missing', 'The resource has no file')
  if (/^https?:\/\//i.test(main)) return linked(main)
  const find = (name: string) => findFile(paths, `${folder}${base}`, plainPath(name))
  const path = find(main)
  if (path === 'missing' || path === 'ambiguous') return failed('files', `file_${path}`, plainPath(main))
  if (WEB_LINK.test(type)) {
    webLinks.push({ key, path })
    return { files: [], problems: [], metadata: {} }
  }
  const others = [...new Set(listed.map(find))].filter((one) => one !== path && paths.has(one))
  const attachments = others.map((one) => ({ role: 'attachment' as const, path: one, isOptional: true }))
  const files: CandidateFile[] = [{ role: 'main', path, isOptional: false }, ...attachments]
  return { files, problems: [], metadata: {} }
}

const failed = (path: string, code: string, message: string): Content => ({
  files: [],
  problems: [problemOf(path, code, message)],
  metadata: {},
})

const linked = (link: string): Content => ({
  files: [],
  problems: [],
  metadata: { licence: 'link', link },
})

/** An address as makers write it into `href`: percent-encoded, with a question at its end. */
function plainPath(href: string): string {
  const path = href.replace(/[?#].*$/, '')
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** With the addresses of its links. @param links their files by the key of the item */
export function withLinks(
  { webLinks, candidates, ...content }: ManifestContent,
  links: ReadonlyMap<string, Element>,
): PackageContent {
  const found = new Map(webLinks.map(({ key }) => [key, linkOf(links.get(key))]))
  return {
    ...content,
    candidates: candidates.map((candidate) => {
      if (!found.has(candidate.key)) return candidate
      const { metadata, problems } = found.get(candidate.key) ?? failed('link', 'missing', '')
      return { ...candidate, problems, metadata: { ...candidate.metadata, ...metadata } }
    }),
  }
}

function linkOf(element: Element | undefined): { metadata: Content['metadata']; problems: ErrorDetail[] } {
  const href = firstOf(element, 'url')?.attributes.href ?? ''
  if (/^https?:\/\//i.test(href)) return { ...linked(href), problems: [] }
  return { metadata: {}, problems: [problemOf('link', 'missing', 'The link has no address')] }
}
