import type { INestApplicationContext } from '@nestjs/common'
import { Refusal, ResourceMetadata, type Subject } from '@tongke/contract'
import { GRADE_WORDS } from '../../curriculum/import/columns.ts'
import { TimelineService } from '../../library/watch/timeline.service.ts'
import { ResourceDrafts } from '../../library/resources/resource-drafts.ts'
import type { ResourceVersionRow } from '../../library/resources/resource.entity.ts'
import { ResourceStore, roundOf, type StoredFile } from '../../library/resources/resource-store.ts'
import { ReviewDesk } from '../../library/review/review-desk.ts'
import { SUBJECT_NAMES } from '../../people/import/columns.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Database } from '../../platform/database/database.ts'
import { DemoPeople } from './demo-people.ts'
import { DemoUploads } from './demo-uploads.ts'
import { fileName, filesOf, type DemoFile } from './files.rules.ts'
import { makersOf, type Makers } from './makers.rules.ts'
import type { MediaMaker } from './media-maker.ts'
import type { DemoResource } from './resource-text.rules.ts'
import type { Deck } from './slide.rules.ts'
import { subtitlesOf } from './speech.rules.ts'
import { COMMENTS, passing, rejecting } from './verdicts.ts'

/** `done`: published, or left at a desk on purpose. `waits`: its files are worked on. `given_up`: it cannot be made here. */
export type Advance = 'done' | 'waits' | 'given_up'

interface Node {
  readonly id: string
  readonly code: string
  readonly subject: Subject
  readonly gradeFrom: number
  readonly gradeTo: number
  readonly editionName: string
}

interface Known {
  readonly nodes: readonly Node[]
  readonly author: PersonPrincipal
  readonly makers: Makers
  readonly deck: Deck
}

/** One resource on its way from text to publication. */
export class DemoItem {
  private readonly database: Database
  private readonly store: ResourceStore
  private readonly drafts: ResourceDrafts
  private readonly desk: ReviewDesk
  private readonly timeline: TimelineService
  private readonly people: DemoPeople
  private readonly uploads: DemoUploads
  private known: Known | undefined

  constructor(
    context: INestApplicationContext,
    private readonly maker: MediaMaker,
    readonly resource: DemoResource,
    private readonly serial: number,
  ) {
    const of = <T>(service: abstract new (...args: never[]) => T): T =>
      context.get<T>(service, { strict: false })
    this.database = of(Database)
    this.store = of(ResourceStore)
    this.drafts = of(ResourceDrafts)
    this.desk = of(ReviewDesk)
    this.timeline = of(TimelineService)
    this.people = new DemoPeople(context)
    this.uploads = new DemoUploads(context)
  }

  /** Does everything that can be done now. @throws Refusal of the services, and what making the files throws */
  async advance(): Promise<Advance> {
    const known = (this.known ??= await this.learn())
    const id = (await this.find(known)) ?? (await this.drafts.create(known.author, this.creation(known)))
    for (;;) {
      const { standing, publishedVersionId } = await this.store.read(id)
      if (publishedVersionId !== null || standing !== 'NEW') return 'done'
      const [version] = await this.store.versions(id)
      if (!version) return 'given_up'
      const end = await this.step(id, version, known)
      if (end) return end
    }
  }

  /** @returns null: go on with what it is now */
  private async step(id: string, version: ResourceVersionRow, known: Known): Promise<Advance | null> {
    if (version.state === 'DRAFT') return this.finishDraft(id, version, known)
    if (version.state === 'REJECTED') {
      const { revision } = version
      await this.drafts.save(known.author, id, { metadata: this.metadata(known), revision })
      return null
    }
    if (version.state === 'SCHOOL_REVIEW') return this.reviewInSchool(id, version, known)
    if (version.state === 'CITY_REVIEW') return this.reviewInCity(id, version, known)
    return 'given_up'
  }

  private async finishDraft(id: string, version: ResourceVersionRow, known: Known): Promise<Advance | null> {
    const present = await this.store.files(version.id)
    const missing = filesOf(this.resource).find((file) => !present.some(({ role }) => role === file.role))
    if (missing) {
      await this.add(id, missing, known)
      return null
    }
    await this.tellTimes(present, known)
    const states = present.map(({ processing }) => processing)
    if (states.some((state) => state === 'FAILED' || state === 'CANCELLED')) return 'given_up'
    if (states.some((state) => state === 'QUEUED' || state === 'RUNNING')) return 'waits'
    const { revision } = version
    const submission = { versionId: version.id, revision, scope: 'county', pledge: true } as const
    await this.desk.submit(known.author, id, { ...submission, verdict: passing() })
    return null
  }

  private async add(id: string, file: DemoFile, { author, deck }: Known): Promise<void> {
    const pages = this.resource.parts[file.part] ?? []
    const name = fileName(this.resource, file)
    await this.maker.with(this.resource, { ...deck, pages }, file, async (path) => {
      const uploadId = await this.uploads.send(author, path, name)
      await this.drafts.addFile(author, id, { uploadId, role: file.role, name })
    })
  }

  /** Subtitles and chapters of what is spoken, once they are missing. */
  private async tellTimes(present: readonly StoredFile[], { author, deck }: Known): Promise<void> {
    const video = present.find(
      ({ kind, role }) => kind === 'video' && (role === 'main' || role === 'recording'),
    )
    if (!video) return
    const { subtitles, chapters } = await this.timeline.get(author, video.id)
    if (subtitles.length > 0 && chapters.length > 0) return
    const narration = await this.maker.narration(this.resource, deck)
    const titles = [deck.title, ...deck.pages.map(({ title }) => title)]
    await this.timeline.saveSubtitles(author, video.id, 'zh-CN', subtitlesOf(narration))
    await this.timeline.saveChapters(
      author,
      video.id,
      titles.map((title, index) => ({ at: Math.round(narration.slideStarts[index] ?? 0) / 1000, title })),
    )
  }

  private async reviewInSchool(
    id: string,
    version: ResourceVersionRow,
    { makers }: Known,
  ): Promise<Advance | null> {
    const { schoolReviewer } = makers
    if (this.resource.waits === 'school') return 'done'
    if (!schoolReviewer) return 'given_up'
    const reviewer = await this.people.principal(schoolReviewer)
    if (!reviewer) return 'given_up'
    const round = roundOf(await this.store.reviews(version.id))
    const { sentBack } = this.resource
    const verdict = sentBack !== null && round === 1 ? rejecting(sentBack) : passing(this.comment())
    await this.desk.review(reviewer, id, { versionId: version.id, revision: version.revision, verdict })
    return null
  }

  private async reviewInCity(
    id: string,
    version: ResourceVersionRow,
    { makers }: Known,
  ): Promise<Advance | null> {
    if (this.resource.waits === 'city') return 'done'
    const reviews = await this.store.reviews(version.id)
    const asked = new Set(
      reviews.filter(({ round }) => round === roundOf(reviews)).map(({ reviewerId }) => reviewerId),
    )
    for (const person of makers.cityReviewers) {
      const reviewer = await this.people.principal(person)
      if (!reviewer || asked.has(reviewer.id)) continue
      const { revision } = version
      await this.desk.review(reviewer, id, {
        versionId: version.id,
        revision,
        verdict: passing(this.comment()),
      })
      return null
    }
    return 'given_up'
  }

  private comment = (): string => COMMENTS[this.serial % COMMENTS.length] ?? ''

  /** The same author has made it under the same title before: an earlier run, or this one. */
  private async find({ author }: Known): Promise<string | undefined> {
    const [row] = await this.database.rows<{ id: string }>(
      `select r.id from resource r join resource_version v on v.resource_id = r.id and v.number = 1
        where r.author_id = $1 and r.type = $2 and v.metadata->>'title' = $3 order by r.created_at limit 1`,
      [author.id, this.resource.type, this.resource.title],
    )
    return row?.id
  }

  /** @throws Refusal when the tree or the people are no longer those of the demo */
  private async learn(): Promise<Known> {
    const nodes = await this.nodes()
    const [first] = nodes
    if (!first) throw new Refusal('node.unknown')
    const makers = makersOf(this.resource, first.subject, this.serial, this.people.all)
    const author = await this.people.principal(makers.author)
    if (!author) throw new Refusal('not_found')
    const about = [SUBJECT_NAMES[first.subject], gradeWords(first), first.editionName].join(' · ')
    const maker = `${author.posts[0]?.orgName ?? ''}　${author.name}`
    const { title, parts } = this.resource
    const deck = { subject: first.subject, title, about, maker, pages: parts.main ?? [] }
    return { nodes, makers, author, deck }
  }

  private nodes(): Promise<Node[]> {
    return this.database.rows<Node>(
      `select n.id, n.code, n.subject, n.grade_from as "gradeFrom", n.grade_to as "gradeTo", e.name as "editionName"
         from curriculum_node n join edition e on e.id = n.edition_id
        where n.code = any($1) and n.closed_on is null order by array_position($1, n.code)`,
      [this.resource.nodes],
    )
  }

  private creation(known: Known): Parameters<ResourceDrafts['create']>[1] {
    const orgId = known.author.posts[0]?.orgId ?? ''
    return { type: this.resource.type, orgId, metadata: this.metadata(known), lineage: [] }
  }

  private metadata({ nodes }: Known): ResourceMetadata {
    const { title, description, keywords, licence, minutes, exerciseForm, type } = this.resource
    const [{ subject, gradeFrom, gradeTo }] = nodes as readonly [Node, ...Node[]]
    return ResourceMetadata.parse({
      title,
      description,
      keywords,
      subject,
      gradeFrom,
      gradeTo,
      nodeIds: nodes.map(({ id }) => id),
      audience: type === 'lesson_plan' ? 'teacher' : 'class',
      typicalMinutes: minutes,
      licence,
      exerciseForm,
    })
  }
}

function gradeWords({ gradeFrom, gradeTo }: Node): string {
  const word = (grade: number) => GRADE_WORDS[grade - 1] ?? ''
  return gradeFrom === gradeTo ? `${word(gradeFrom)}年级` : `${word(gradeFrom)}至${word(gradeTo)}年级`
}
