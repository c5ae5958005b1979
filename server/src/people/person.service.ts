import { Injectable } from '@nestjs/common'
import {
  ROLES_OF_KIND,
  Refusal,
  type EndpointRequest,
  type Person,
  type PersonInput,
  type closePerson,
  type createPerson,
  type listPeople,
  type updatePerson,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Audit } from '../platform/audit/audit.service.ts'
import { Clock } from '../platform/clock.ts'
import { dayBefore } from '../platform/day.rules.ts'
import { Database, violatedUnique } from '../platform/database/database.ts'
import { OutOfScope } from '../platform/http/out-of-scope.ts'
import { newId } from '../platform/id.ts'
import { may, mayAnywhere, mayGrant, mayManageWholePerson, scopeOf } from './access.rules.ts'
import { changesOf } from './changes.rules.ts'
import { initialsOf } from './initials.ts'
import { requireOpen } from './open-organizations.ts'
import { OrganizationRow } from './organization.entity.ts'
import { PersonRow, PostRow } from './person.entity.ts'
import { postsOf, unfinished, type PostWithPath } from './posts.ts'
import type { PersonPrincipal } from './principal.ts'
import { Where, containing, pageClause } from './scope.sql.ts'
import { hashPassword, newFirstPassword } from './secrets.ts'
import { SessionService } from './session.service.ts'

type Query = EndpointRequest<typeof listPeople>['query']
type Create = EndpointRequest<typeof createPerson>['body']
type Update = EndpointRequest<typeof updatePerson>['body']
type Close = EndpointRequest<typeof closePerson>['body']
type PostInput = Update['posts'][number]
type IdentifiedPost = PostInput & { id: string }

@Injectable()
export class PersonService {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionService,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** For planning a lesson everybody with a post sees teachers county-wide, without phones; otherwise the scope of the post. */
  async list(who: PersonPrincipal, query: Query): Promise<{ items: Person[]; total: number }> {
    const forLesson = query.for === 'lesson'
    if (forLesson ? who.posts.length === 0 : !mayAnywhere(who, 'person.read'))
      throw new Refusal('auth.forbidden')
    const where = this.listWhere(who, query)
    const [count, rows] = await Promise.all([
      this.database.rows<{ total: number }>(
        `select count(*) as total from person p ${where}`,
        where.parameters,
      ),
      this.database.rows<{ id: string }>(
        `select p.id from person p ${where} order by p.name_initials, p.name, p.id ${pageClause(query)}`,
        where.parameters,
      ),
    ])
    const people = await this.present(
      this.database.manager,
      rows.map(({ id }) => id),
    )
    return { items: forLesson ? people.map(withoutPrivate) : people, total: count[0]?.total ?? 0 }
  }

  async create(
    who: PersonPrincipal,
    { posts, ...input }: Create,
  ): Promise<{ person: Person; firstPassword: string }> {
    await this.requireGrants(who, posts)
    const firstPassword = newFirstPassword()
    const id = newId()
    const passwordHash = await hashPassword(firstPassword)
    await this.write(async (tx) => {
      await requireOpen(tx, posts)
      await this.insert(tx, { ...input, id, passwordHash })
      const added = posts.map((post) => ({ ...post, id: newId() }))
      await tx.insert(
        PostRow,
        added.map((post) => toPostRow(id, post)),
      )
      const { name, countyNo } = input
      const detail = { name, countyNo, posts: added.map(loggedPost) }
      await this.audit.write({ actor: who, action: 'person.created', target: `person:${id}`, detail }, tx)
    })
    return { person: await this.presentOne(id), firstPassword }
  }

  async update(who: PersonPrincipal, id: string, { posts, version, ...input }: Update): Promise<Person> {
    const { row, held } = await this.changeable(who, id)
    const identityChanged =
      row.name !== input.name || row.phone !== input.phone || row.countyNo !== input.countyNo
    if (identityChanged && !mayManageWholePerson(who, held)) throw new Refusal('auth.forbidden')
    await this.write(async (tx) => {
      const { affected } = await tx.update(
        PersonRow,
        { id, version },
        {
          ...input,
          nameInitials: initialsOf(input.name),
          version: version + 1,
        },
      )
      if (affected === 0) throw new Refusal('conflict.changed')
      const changes = await this.setPosts(tx, who, id, posts)
      if (posts.some((post) => post.to === null)) await tx.update(PersonRow, id, { state: 'ACTIVE' })
      await this.requireAdministrator(tx)
      await this.audit.write(
        {
          actor: who,
          action: 'person.updated',
          target: `person:${id}`,
          detail: { ...changesOf(row, input), ...changes },
        },
        tx,
      )
    })
    return this.presentOne(id)
  }

  /** Ends all posts and sessions; everything that was done stays. */
  async close(who: PersonPrincipal, id: string, { on, state }: Close): Promise<Person> {
    const { held } = await this.changeable(who, id)
    if (!mayManageWholePerson(who, held)) throw new Refusal('auth.forbidden')
    const today = this.clock.today()
    if (on > today) {
      throw new Refusal('request.invalid', {
        details: [{ path: 'body.on', code: 'future', message: 'Not after today' }],
      })
    }
    await this.write(async (tx) => {
      // What never began is dropped; what was held stays, at least for its first day.
      await tx.query('delete from post where person_id = $1 and from_day > $2', [id, today])
      await tx.query(
        `update post set to_day = greatest(from_day, $2::date)
          where person_id = $1 and (to_day is null or to_day > $2::date)`,
        [id, on],
      )
      await tx.query('update person set state = $2, version = version + 1 where id = $1', [id, state])
      await this.sessions.revokeAllOf(tx, id)
      await this.requireAdministrator(tx)
      await this.audit.write(
        {
          actor: who,
          action: 'person.closed',
          target: `person:${id}`,
          detail: { on, state, ended: held.map(loggedPost) },
        },
        tx,
      )
    })
    return this.presentOne(id)
  }

  async resetPassword(who: PersonPrincipal, id: string): Promise<{ firstPassword: string }> {
    const { held } = await this.changeable(who, id)
    if (!mayManageWholePerson(who, held)) throw new Refusal('auth.forbidden')
    const firstPassword = newFirstPassword()
    const passwordHash = await hashPassword(firstPassword)
    await this.database.transaction(async (tx) => {
      await tx.update(PersonRow, id, { passwordHash, mustChangePassword: true })
      await this.sessions.revokeAllOf(tx, id)
      await this.audit.write({ actor: who, action: 'password.reset', target: `person:${id}` }, tx)
    })
    return { firstPassword }
  }

  /** A row of `person`; posts are the caller's. */
  async insert(
    tx: EntityManager,
    person: PersonInput & Pick<PersonRow, 'id' | 'passwordHash'>,
  ): Promise<void> {
    await tx.insert(PersonRow, {
      ...person,
      nameInitials: initialsOf(person.name),
      state: 'ACTIVE',
      mustChangePassword: true,
      lastSignInAt: null,
      createdAt: this.clock.now(),
      version: 1,
    })
  }

  private listWhere(who: PersonPrincipal, query: Query): Where {
    const forLesson = query.for === 'lesson'
    const left = query.left === 'true' && !forLesson
    const where = new Where().and(left ? `p.state <> 'ACTIVE'` : `p.state = 'ACTIVE'`)
    const posts = new Where(where.parameters)
      .and('t.person_id = p.id')
      .andIf(!left, '(t.to_day is null or t.to_day >= ?)', this.clock.today())
      .andIf(query.orgId !== undefined, 't.org_id = ?', query.orgId)
      .andIf(query.role !== undefined, 't.role = ?', query.role)
      .within(forLesson ? { all: true } : scopeOf(who, 'person.read'), 'o.path')
    // The bureau also finds those who have no post now.
    const unposted = !forLesson && !query.orgId && !query.role && scopeOf(who, 'person.manage').all
    const found = `exists (select from post t join organization o on o.id = t.org_id ${posts})`
    where.and(
      unposted
        ? `(${found} or not exists (select from post t where t.person_id = p.id and t.to_day is null))`
        : found,
    )
    if (query.search) {
      const phone = forLesson ? '' : ` || ' ' || coalesce(p.phone, '')`
      where.and(
        `(p.name || ' ' || p.name_initials || ' ' || p.county_no${phone}) ilike ?`,
        containing(query.search),
      )
    }
    return where
  }

  /** The person when the caller manages at least one of the present or coming posts. */
  private async changeable(
    who: PersonPrincipal,
    id: string,
  ): Promise<{ row: PersonRow; held: PostWithPath[] }> {
    const row = await this.database.repository(PersonRow).findOneBy({ id })
    if (!row) throw new Refusal('not_found')
    const all = await postsOf(this.database.manager, [id], null)
    const county = scopeOf(who, 'person.read').all
    if (!county && !all.some((post) => may(who, 'person.read', post.orgPath)))
      throw new OutOfScope(`person:${id}`)
    const held = unfinished(all, this.clock.today())
    const relevant = held.length > 0 ? held : all
    const manages =
      scopeOf(who, 'person.manage').all || relevant.some((post) => may(who, 'person.manage', post.orgPath))
    if (!manages) throw new Refusal('auth.forbidden')
    return { row, held }
  }

  /** Brings the posts to the given list, touching only those the caller may grant. */
  private async setPosts(
    tx: EntityManager,
    who: PersonPrincipal,
    personId: string,
    wanted: readonly PostInput[],
  ) {
    const today = this.clock.today()
    const present = await postsOf(tx, [personId], null)
    const kept = new Map(wanted.flatMap((post) => (post.id ? [[post.id, post]] : [])))
    const added = wanted.filter((post) => !post.id).map((post) => ({ ...post, id: newId() }))
    const dropped = unfinished(present, today).filter((post) => !kept.has(post.id))
    const changed = present.filter((post) => isChanged(post, kept.get(post.id)))
    for (const id of kept.keys()) if (!present.some((post) => post.id === id)) throw new Refusal('not_found')
    const given = [...added, ...changed.flatMap((post) => kept.get(post.id) ?? [])]
    await this.requireGrants(who, [...given, ...dropped, ...changed])
    await requireOpen(tx, given)
    for (const post of dropped) await this.endPost(tx, post, today)
    for (const { id } of changed)
      await tx.update(PostRow, id, toPostRow(personId, { ...kept.get(id), id } as IdentifiedPost))
    if (added.length > 0)
      await tx.insert(
        PostRow,
        added.map((post) => toPostRow(personId, post)),
      )
    return {
      added: added.map(loggedPost),
      ended: dropped.map(loggedPost),
      changed: changed.map((post) => ({
        id: post.id,
        ...changesOf<PostInput>(post, kept.get(post.id) ?? {}),
      })),
    }
  }

  /** Yesterday was the last day; a post that had not begun never was. */
  private async endPost(tx: EntityManager, post: PostWithPath, today: string): Promise<void> {
    if (post.from >= today) await tx.delete(PostRow, post.id)
    else await tx.update(PostRow, post.id, { toDay: dayBefore(today) })
  }

  private async requireGrants(who: PersonPrincipal, posts: readonly Omit<PostInput, 'id'>[]): Promise<void> {
    const organizations = await this.database
      .repository(OrganizationRow)
      .createQueryBuilder('o')
      .where('o.id = any(:ids)', { ids: posts.map((post) => post.orgId) })
      .getMany()
    const byId = new Map(organizations.map((organization) => [organization.id, organization]))
    for (const { orgId, role, from, to } of posts) {
      if (to !== null && to < from) throw badPost('order', 'The last day is before the first')
      const organization = byId.get(orgId)
      if (!organization || !ROLES_OF_KIND[organization.kind].includes(role)) {
        throw badPost('role_of_kind', `No ${role} at this kind of organization`)
      }
      if (!mayGrant(who, role, organization.path)) throw new Refusal('auth.forbidden')
    }
  }

  /** @throws Refusal person.last_administrator when the change leaves nobody who administers */
  async requireAdministrator(tx: EntityManager): Promise<void> {
    // Two administrators who close each other at once must not both succeed.
    await tx.query(`select pg_advisory_xact_lock(hashtext('last administrator'))`)
    const [found] = (await tx.query(
      `select exists (select from post t join person p on p.id = t.person_id
         where t.role = 'administrator' and p.state = 'ACTIVE' and t.from_day <= $1
           and (t.to_day is null or t.to_day >= $1)) as exists`,
      [this.clock.today()],
    )) as { exists: boolean }[]
    if (!found?.exists) throw new Refusal('person.last_administrator')
  }

  /** @throws Refusal person.duplicate | person.post_twice when Postgres finds what nobody could look up before */
  async write(work: (tx: EntityManager) => Promise<void>): Promise<void> {
    try {
      await this.database.transaction(work)
    } catch (error) {
      const constraint = violatedUnique(error)
      if (constraint === null) throw error
      throw new Refusal(constraint === 'post_once' ? 'person.post_twice' : 'person.duplicate')
    }
  }

  private async presentOne(id: string): Promise<Person> {
    const [person] = await this.present(this.database.manager, [id])
    if (!person) throw new Refusal('not_found')
    return person
  }

  /** In the order of `ids`. */
  private async present(tx: EntityManager, ids: readonly string[]): Promise<Person[]> {
    const rows = await tx
      .getRepository(PersonRow)
      .createQueryBuilder('p')
      .where('p.id = any(:ids)', { ids })
      .getMany()
    const posts = await postsOf(tx, ids, null)
    const byId = new Map(rows.map((row) => [row.id, row]))
    return ids
      .flatMap((id) => byId.get(id) ?? [])
      .map((row) => ({
        id: row.id,
        countyNo: row.countyNo,
        name: row.name,
        phone: row.phone,
        subjects: row.subjects,
        title: row.title,
        taughtStage: row.taughtStage,
        backboneLevel: row.backboneLevel,
        state: row.state,
        posts: posts.filter((post) => post.personId === row.id),
        lastSignInAt: row.lastSignInAt?.getTime() ?? null,
        version: row.version,
      }))
  }
}

const badPost = (code: string, message: string): Refusal =>
  new Refusal('request.invalid', { details: [{ path: 'body.posts', code, message }] })

const withoutPrivate = (person: Person): Person => ({ ...person, phone: null, lastSignInAt: null })

const isChanged = (post: PostWithPath, wanted: PostInput | undefined): boolean =>
  wanted !== undefined &&
  (post.orgId !== wanted.orgId ||
    post.role !== wanted.role ||
    post.from !== wanted.from ||
    post.to !== wanted.to)

/** A post as the audit log keeps it. */
export const loggedPost = ({ id, orgId, role, from, to }: IdentifiedPost) => ({ id, orgId, role, from, to })

const toPostRow = (personId: string, post: IdentifiedPost): PostRow => ({
  id: post.id,
  personId,
  orgId: post.orgId,
  role: post.role,
  fromDay: post.from,
  toDay: post.to,
})
