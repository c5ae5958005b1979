import { Injectable } from '@nestjs/common'
import { Refusal } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Audit, type Actor } from '../../platform/audit/audit.service.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { LibraryIndex } from '../find/library-index.ts'
import { maySeeVersion, partsOf, type ActorPart } from './resource-access.rules.ts'
import { ResourceVersionRow } from './resource.entity.ts'
import { OPEN_STATES, ResourceStore, type StoredResource } from './resource-store.ts'

type VersionChange = Partial<Pick<ResourceVersionRow, 'state' | 'scope' | 'metadata' | 'submittedAt'>>

/** One change of one resource: its rows as they are under the lock, and who changes it. */
export class ResourceUnit {
  readonly open: ResourceVersionRow | null
  readonly published: ResourceVersionRow | null

  constructor(
    readonly tx: EntityManager,
    readonly actor: Actor,
    readonly parts: ReadonlySet<ActorPart>,
    readonly resource: StoredResource,
    readonly versions: readonly ResourceVersionRow[],
    readonly now: Date,
    private readonly audit: Audit,
  ) {
    this.open = versions.find(({ state }) => OPEN_STATES.includes(state)) ?? null
    this.published = versions.find(({ id }) => id === resource.publishedVersionId) ?? null
  }

  /** The version a command is about: the open one, else the published one, whose state then refuses it. */
  get current(): ResourceVersionRow {
    const version = this.open ?? this.published
    if (!version) throw new Error(`Resource ${this.resource.id} has no version`)
    return version
  }

  /** @throws Refusal conflict.changed when it is not what the caller looked at */
  requireSeen(seen: { versionId: string; revision: number }): void {
    if (this.current.id !== seen.versionId || this.current.revision !== seen.revision)
      throw new Refusal('conflict.changed')
  }

  /** Counts as a new revision, so that whoever looked at the old one hears of it. */
  async updateVersion(version: ResourceVersionRow, change: VersionChange): Promise<void> {
    await this.tx.update(ResourceVersionRow, version.id, {
      ...change,
      updatedAt: this.now,
      revision: version.revision + 1,
    } as never)
  }

  note(action: string, detail: Record<string, unknown> = {}): Promise<void> {
    const target = `resource:${this.resource.id}`
    return this.audit.write({ actor: this.actor, action, target, detail }, this.tx)
  }
}

/** The one way to change a resource: a transaction that holds its row. */
@Injectable()
export class ResourceChange {
  constructor(
    private readonly database: Database,
    private readonly store: ResourceStore,
    private readonly index: LibraryIndex,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal not_found, also to whoever may see none of its versions */
  async by<T>(who: PersonPrincipal, id: string, work: (unit: ResourceUnit) => Promise<T>): Promise<T> {
    return this.database.transaction(async (tx) => {
      const unit = await this.begin(tx, id, who, (resource) => partsOf(who, resource))
      const { resource, open, published } = unit
      const visible = [open, published].some((version) => version && maySeeVersion(who, resource, version))
      if (!visible) throw new Refusal('not_found')
      return this.done(unit, await work(unit))
    })
  }

  /** What nobody asked for: time did it. */
  async bySystem<T>(actor: Actor, id: string, work: (unit: ResourceUnit) => Promise<T>): Promise<T> {
    return this.database.transaction(async (tx) => {
      const unit = await this.begin(tx, id, actor, () => new Set<ActorPart>(['system']))
      return this.done(unit, await work(unit))
    })
  }

  /** What can be found is brought in step within the same transaction. */
  private async done<T>({ tx, resource }: ResourceUnit, result: T): Promise<T> {
    await this.index.refresh(tx, [resource.id])
    return result
  }

  private async begin(
    tx: EntityManager,
    id: string,
    actor: Actor,
    parts: (resource: StoredResource) => ReadonlySet<ActorPart>,
  ): Promise<ResourceUnit> {
    const resource = await this.store.lock(tx, id)
    const versions = await this.store.versions(id, tx)
    return new ResourceUnit(tx, actor, parts(resource), resource, versions, this.clock.now(), this.audit)
  }
}
