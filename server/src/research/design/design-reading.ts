import { Injectable } from '@nestjs/common'
import {
  minutesOf,
  type compareDesign,
  type DesignCard,
  type DesignContributor,
  type DesignDetail,
  type DesignDiff,
  type DesignJson,
  type DesignVersion,
  type EndpointRequest,
  type SessionDesigns,
} from '@tongke/contract'
import { LibraryPolicies } from '../../library/library-policies.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { mayFork, mayWrite, takesPart } from './design-access.rules.ts'
import { diffDesigns } from './design-diff.rules.ts'
import { authorshipOf, readDesign, type Authorship } from './design-doc.rules.ts'
import { DesignDocuments } from './design-documents.ts'
import { DesignGate, type GatedSession } from './design-gate.ts'
import { DesignStore, type LoggedWork, type StoredDesign, type StoredVersion } from './design-store.ts'
import { workOfPeople, workOfSections, type DoneWork } from './design-work.rules.ts'

type People = ReadonlyMap<string, { readonly name: string; readonly orgName: string }>

interface Text {
  readonly content: DesignJson
  readonly authorship: Authorship
}

/** A design and everything people made with it, as other parts of the house need it: contribution log, outcome, documents. */
export interface DesignRecord {
  readonly id: string
  readonly kind: 'common' | 'variant'
  readonly orgId: string | null
  readonly orgName: string | null
  /** As it stands. */
  readonly content: DesignJson
  /** Oldest first, each with what it says. */
  readonly versions: readonly (DesignVersion & { readonly content: DesignJson })[]
  readonly contributors: readonly DesignContributor[]
}

/** Designs as somebody may see them. */
@Injectable()
export class DesignReading {
  constructor(
    private readonly gate: DesignGate,
    private readonly store: DesignStore,
    private readonly documents: DesignDocuments,
    private readonly policies: LibraryPolicies,
  ) {}

  /** @throws Refusal not_found */
  async ofSession(who: PersonPrincipal, sessionId: string): Promise<SessionDesigns> {
    return this.siblings(await this.gate.session(who, sessionId))
  }

  /** @throws Refusal not_found */
  async detail(who: PersonPrincipal, id: string): Promise<DesignDetail> {
    const { design, session } = await this.gate.reader(who, id)
    const [versions, log] = await Promise.all([this.store.versions(id), this.store.work(id)])
    const people = await this.store.people([...new Set(log.map(({ personId }) => personId))])
    const { id: sessionId, title, subject, grade, isOpen } = session
    const { writtenHomeworkFromGrade } = await this.policies.today()
    return {
      card: cardOf(session, design),
      session: { id: sessionId, title, subject, grade, isOpen, writtenFromGrade: writtenHomeworkFromGrade },
      parent:
        design.parentId === null
          ? null
          : { designId: design.parentId, version: design.parentVersion, at: design.createdAt.getTime() },
      siblings: await this.siblings(session),
      versions: versions.map((version, index) =>
        versionOf(version, versions[index + 1]?.seq ?? 0, log, people),
      ),
      contributors: contributorsOf(log, people),
      isChanged: design.seq > (versions[0]?.seq ?? 0),
      can: { write: mayWrite(session, design), comment: takesPart(session) },
    }
  }

  /** @throws Refusal not_found */
  async version(who: PersonPrincipal, id: string, number: number) {
    await this.gate.reader(who, id)
    const stored = await this.store.version(id, number)
    const [all, log] = await Promise.all([this.store.versions(id), this.store.work(id)])
    const people = await this.store.people([...new Set(log.map(({ personId }) => personId))])
    const before = all.find((one) => one.number === number - 1)?.seq ?? 0
    return { version: versionOf(stored, before, log, people), content: stored.content }
  }

  /** @throws Refusal not_found */
  async compare(
    who: PersonPrincipal,
    id: string,
    { from, to }: EndpointRequest<typeof compareDesign>['query'],
  ): Promise<DesignDiff> {
    const { design, session } = await this.gate.reader(who, id)
    const before = await this.beforeOf(design, session, from)
    const after = to === 'current' ? await this.current(id) : await this.store.version(id, to)
    const ids = Object.values(after.authorship).flatMap((runs) => runs.flatMap(([person]) => person ?? []))
    const people = await this.store.people([...new Set(ids)])
    return diffDesigns(before, after.content, after.authorship, (person) => people.get(person)?.name)
  }

  /** For other parts of the server, which have asked already who wants to know. */
  async designsOf(sessionId: string): Promise<DesignRecord[]> {
    const designs = await this.store.ofSession(sessionId)
    return Promise.all(
      designs.map(async (design) => {
        const { id, kind, orgId, orgName } = design
        const [versions, log] = await Promise.all([this.store.versions(id), this.store.work(id)])
        const people = await this.store.people([...new Set(log.map(({ personId }) => personId))])
        const { content } = await this.current(id)
        const told = versions.map((version, index) => ({
          ...versionOf(version, versions[index + 1]?.seq ?? 0, log, people),
          content: version.content,
        }))
        const contributors = contributorsOf(log, people)
        return { id, kind, orgId, orgName, content, versions: told.toReversed(), contributors }
      }),
    )
  }

  private async siblings(session: GatedSession): Promise<SessionDesigns> {
    const designs = await this.store.ofSession(session.id)
    const cards = designs.map((design) => cardOf(session, design))
    const common = cards.find(({ kind }) => kind === 'common') ?? null
    const variants = cards.filter(({ kind }) => kind === 'variant')
    const taken = new Set(variants.map(({ orgId }) => orgId))
    const { school } = session
    const free = school && mayFork(session, school.orgId) && !taken.has(school.orgId) ? [school] : []
    return {
      common,
      variants,
      canBegin: common === null && takesPart(session),
      forkFor: common ? free : [],
    }
  }

  private async beforeOf(
    design: StoredDesign,
    session: GatedSession,
    from: 'parent' | 'common' | number,
  ): Promise<DesignJson> {
    if (typeof from === 'number') return (await this.store.version(design.id, from)).content
    if (from === 'parent' && design.parentContent) return design.parentContent
    const [common] = await this.store.ofSession(session.id)
    return (await this.current(common?.id ?? design.id)).content
  }

  private async current(id: string): Promise<Text> {
    const { doc, hands } = await this.documents.load(id)
    return { content: readDesign(doc), authorship: authorshipOf(doc, (client) => hands.get(client)) }
  }
}

const cardOf = (session: GatedSession, design: StoredDesign): DesignCard => ({
  id: design.id,
  kind: design.kind,
  orgId: design.orgId,
  orgName: design.orgName,
  versions: design.versions,
  updatedAt: design.updatedAt.getTime(),
  canWrite: mayWrite(session, design),
})

const contributorsOf = (done: readonly DoneWork[], people: People): DesignContributor[] =>
  workOfPeople(done).map((work) => {
    const { name = '', orgName = '' } = people.get(work.personId) ?? {}
    return { ...work, name, orgName }
  })

function versionOf(
  version: StoredVersion,
  after: number,
  log: readonly LoggedWork[],
  people: People,
): DesignVersion {
  const done = log.filter(({ seq }) => after < seq && seq <= version.seq)
  const { number, name, note, authorName } = version
  return {
    number,
    name,
    note,
    authorName,
    at: version.at.getTime(),
    minutes: minutesOf(version.content),
    contributors: contributorsOf(done, people),
    sections: workOfSections(done, (person) => people.get(person)?.name ?? ''),
  }
}
