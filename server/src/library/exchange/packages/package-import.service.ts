import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type EndpointRequest,
  type EndpointResponse,
  type ErrorDetail,
  type PackageDefaults,
  type PackageItem,
  type PackageReport,
  type checkPackage,
  type importPackageItem,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { OrganizationService } from '../../../people/organization.service.ts'
import type { PersonPrincipal } from '../../../people/principal.ts'
import { Clock } from '../../../platform/clock.ts'
import { Database, violatedUnique } from '../../../platform/database/database.ts'
import { LibraryPolicies } from '../../library-policies.ts'
import { mayDo } from '../../resources/resource-access.rules.ts'
import { ResourceDrafts, type DraftFile } from '../../resources/resource-drafts.ts'
import { UploadsService } from '../../uploads/uploads.service.ts'
import type { Archive } from './archive.ts'
import { problemOf, type Candidate, type CandidateFile } from './candidate.ts'
import { ContentPeek } from './content-peek.ts'
import { baseOf } from './entries.rules.ts'
import { NodeFinder } from './node-finder.ts'
import { PackageReader } from './package-reader.ts'
import { Turns } from './turns.ts'
import { proposalOf, type Proposal, type SeenContent } from './proposal.rules.ts'

type Chosen = EndpointRequest<typeof checkPackage>['body']
type One = EndpointRequest<typeof importPackageItem>['body']

interface Judged extends Proposal {
  readonly candidate: Candidate
  readonly nodeTitle: string | null
  readonly seen: ReadonlyMap<string, SeenContent>
}

/** Packages of other systems as drafts of the person who brings them: looked at first, then item by item. */
@Injectable()
export class PackageImport {
  /** Unpacking is work: one package at a time for each person. */
  private readonly turns = new Turns()

  constructor(
    private readonly database: Database,
    private readonly uploads: UploadsService,
    private readonly organizations: OrganizationService,
    private readonly reader: PackageReader,
    private readonly contents: ContentPeek,
    private readonly nodes: NodeFinder,
    private readonly policies: LibraryPolicies,
    private readonly drafts: ResourceDrafts,
    private readonly clock: Clock,
  ) {}

  /** Changes nothing. @throws Refusal auth.forbidden, upload.unknown, upload.unfinished, package.unreadable */
  check(who: PersonPrincipal, chosen: Chosen): Promise<PackageReport> {
    return this.turns.take(who.id, () => this.checkNow(who, chosen))
  }

  /** Sent again, it answers with what was made the first time. */
  import(who: PersonPrincipal, one: One): Promise<EndpointResponse<typeof importPackageItem>> {
    return this.turns.take(who.id, () => this.importNow(who, one))
  }

  private async checkNow(
    who: PersonPrincipal,
    { uploadId, orgId, defaults }: Chosen,
  ): Promise<PackageReport> {
    await this.requireAuthor(who, orgId)
    const upload = await this.uploads.finished(who.id, uploadId)
    const [archive, content] = await this.reader.open(upload)
    try {
      const known = await this.imported(who, upload.blobSha)
      const items: PackageItem[] = []
      for (const candidate of content.candidates)
        items.push(itemOf(await this.judge(who, archive, candidate, defaults), archive, known))
      const { format, version, title } = content
      return { format, version, title, items, ...countsOf(items) }
    } finally {
      archive.close()
    }
  }

  private async importNow(
    who: PersonPrincipal,
    { uploadId, orgId, defaults, key }: One,
  ): Promise<EndpointResponse<typeof importPackageItem>> {
    await this.requireAuthor(who, orgId)
    const upload = await this.uploads.finished(who.id, uploadId)
    const known = await this.imported(who, upload.blobSha)
    const before = known.get(key)
    if (before) return { resourceId: before, created: false }
    const [archive, content] = await this.reader.open(upload)
    try {
      const candidate = content.candidates.find((one) => one.key === key)
      if (!candidate) throw new Refusal('not_found')
      const judged = await this.judge(who, archive, candidate, defaults)
      const resourceId = await this.store(who, orgId, judged, archive, upload.blobSha)
      return { resourceId, created: true }
    } catch (error) {
      // Somebody pressed twice: the other request, at another server, was first.
      const other = violatedUnique(error) === 'package_item_pkey'
      const made = other ? (await this.imported(who, upload.blobSha)).get(key) : undefined
      if (made === undefined) throw error
      return { resourceId: made, created: false }
    } finally {
      archive.close()
    }
  }

  private async requireAuthor(who: PersonPrincipal, orgId: string): Promise<void> {
    const { path } = await this.organizations.find(orgId)
    if (!mayDo(who, 'create', path)) throw new Refusal('auth.forbidden')
  }

  private async imported(who: PersonPrincipal, packageSha: string): Promise<Map<string, string>> {
    const rows = await this.database.rows<{ key: string; id: string }>(
      'select item_key as key, resource_id as id from package_item where owner_id = $1 and package_sha = $2',
      [who.id, packageSha],
    )
    return new Map(rows.map(({ key, id }) => [key, id]))
  }

  private async judge(
    who: PersonPrincipal,
    archive: Archive,
    candidate: Candidate,
    defaults: PackageDefaults,
  ): Promise<Judged> {
    const largest = await this.uploads.largestFor(who)
    const { seen, problems } = await this.look(archive, candidate.files, largest)
    const subject = candidate.metadata.subject ?? defaults.subject ?? undefined
    const from = candidate.metadata.gradeFrom ?? defaults.gradeFrom
    const to = candidate.metadata.gradeTo ?? defaults.gradeTo ?? from
    const grades = from === null || to === null ? null : ([from, to] as const)
    const nodes = await this.nodes.find(candidate.node, subject, grades)
    const known = { ...candidate, problems: [...candidate.problems, ...problems] }
    const proposal = proposalOf(known, defaults, seen, nodes, await this.policies.today())
    return { ...proposal, candidate, nodeTitle: nodes.title, seen }
  }

  private async look(archive: Archive, files: readonly CandidateFile[], largest: number) {
    const seen = new Map<string, SeenContent>()
    const problems: ErrorDetail[] = []
    for (const { path, role } of files) {
      const file = archive.files.get(path)
      if (!file || file.encrypted) problems.push(problemOf(`files.${role}`, 'file_encrypted', path))
      else if (file.bytes > largest) problems.push(problemOf(`files.${role}`, 'file_too_large', path))
      else
        await this.contents.peek(archive, path).then(
          (content) => seen.set(path, content),
          (error: unknown) => problems.push(...detailsOrThrow(error)),
        )
    }
    return { seen, problems }
  }

  private async store(
    who: PersonPrincipal,
    orgId: string,
    { type, metadata, files, refusal, candidate }: Judged,
    archive: Archive,
    packageSha: string,
  ): Promise<string> {
    if (refusal) throw refusal
    if (!type || !metadata) throw new Error(`Item ${candidate.key} is neither good nor refused`)
    const bytes = files.reduce((sum, { path }) => sum + (archive.files.get(path)?.bytes ?? 0), 0)
    await this.uploads.requireRoom(bytes)
    const stored: DraftFile[] = []
    for (const { role, path } of files) {
      const { kind, mimeType, sha256 } = await this.contents.keep(archive, path)
      stored.push({ role, name: baseOf(path).slice(0, 120), kind, mimeType, blobSha: sha256 })
    }
    const body = { type, orgId, metadata, lineage: [] }
    const also = async (tx: EntityManager, id: string) => {
      await tx.query(REMEMBER, [who.id, packageSha, candidate.key, id, this.clock.now()])
    }
    const detail = { package: packageSha, item: candidate.key }
    return this.drafts.create(who, body, { files: stored, also, detail })
  }
}

const REMEMBER = `
  insert into package_item (owner_id, package_sha, item_key, resource_id, imported_at) values ($1, $2, $3, $4, $5)`

function detailsOrThrow(error: unknown): readonly ErrorDetail[] {
  if (error instanceof Refusal && error.code === 'package.item') return error.details ?? []
  throw error
}

function itemOf(judged: Judged, archive: Archive, known: ReadonlyMap<string, string>): PackageItem {
  const { candidate, type, shown, files, leftOut, refusal, nodeTitle, seen } = judged
  return {
    key: candidate.key,
    line: candidate.line,
    title: shown.title ?? '',
    description: shown.description ?? '',
    keywords: shown.keywords ?? [],
    type,
    subject: shown.subject ?? null,
    gradeFrom: shown.gradeFrom ?? null,
    gradeTo: shown.gradeTo ?? null,
    licence: shown.licence ?? null,
    link: shown.link ?? null,
    nodeTitle,
    files: files.map(({ role, path }) => ({
      role,
      name: baseOf(path),
      sizeBytes: archive.files.get(path)?.bytes ?? 0,
      kind: seen.get(path)?.kind ?? null,
    })),
    leftOut: leftOut.map(({ path }) => baseOf(path)),
    problems: [...(refusal?.details ?? [])],
    resourceId: known.get(candidate.key) ?? null,
  }
}

function countsOf(items: readonly PackageItem[]) {
  const imported = items.filter(({ resourceId }) => resourceId !== null).length
  const withProblems = items.filter(
    ({ resourceId, problems }) => resourceId === null && problems.length > 0,
  ).length
  return { ready: items.length - imported - withProblems, imported, withProblems }
}
