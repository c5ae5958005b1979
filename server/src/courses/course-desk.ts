import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type CourseInput,
  type EndpointRequest,
  type closeCourse,
  type createCourse,
  type proposeCourse,
  type reviewCourse,
  type saveOutline,
  type updateCourse,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { CurriculumTree } from '../curriculum/curriculum-tree.ts'
import { OrganizationService } from '../people/organization.service.ts'
import type { PersonPrincipal } from '../people/principal.ts'
import { Clock } from '../platform/clock.ts'
import { Database } from '../platform/database/database.ts'
import { Audit, SYSTEM } from '../platform/audit/audit.service.ts'
import { newId } from '../platform/id.ts'
import { LEARNING_STATES, mayCreate, reviewsOwn } from './course-access.rules.ts'
import { CourseChange, type CourseEdit } from './course-change.ts'
import { CourseContents } from './course-contents.ts'
import { checkDescription, checkOutline } from './course-outline.rules.ts'
import { CourseOutlines } from './course-outlines.ts'
import { CourseStore } from './course-store.ts'
import { CourseRow } from './course.entity.ts'

type Seen = EndpointRequest<typeof proposeCourse>['body']

/** The way of a course from its school to the classes. */
@Injectable()
export class CourseDesk {
  constructor(
    private readonly database: Database,
    private readonly store: CourseStore,
    private readonly change: CourseChange,
    private readonly contents: CourseContents,
    private readonly outlines: CourseOutlines,
    private readonly organizations: OrganizationService,
    private readonly tree: CurriculumTree,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @returns its id. @throws Refusal auth.forbidden, not_found, course.description, node.unknown */
  async create(who: PersonPrincipal, input: EndpointRequest<typeof createCourse>['body']): Promise<string> {
    const { orgId, teacherIds, ...described } = input
    const organization = await this.organizations.find(orgId)
    if (!mayCreate(who, organization)) throw new Refusal('auth.forbidden')
    await this.check(input, orgId)
    const id = newId()
    const now = this.clock.now()
    await this.database.transaction(async (tx) => {
      const fresh = { proposedAt: null, closedReason: null, createdAt: now, updatedAt: now, revision: 1 }
      await tx.insert(CourseRow, { ...described, ...fresh, id, orgId, authorId: who.id, state: 'DRAFT' })
      await this.setTeachers(tx, id, teacherIds)
      const detail = { title: input.title, orgId }
      await this.audit.write({ actor: who, action: 'course.created', target: `course:${id}`, detail }, tx)
    })
    return id
  }

  async update(
    who: PersonPrincipal,
    id: string,
    { revision, teacherIds, ...described }: EndpointRequest<typeof updateCourse>['body'],
  ): Promise<void> {
    // Read before the row is locked: a description hangs on people and the tree, not on the course.
    const { orgId } = await this.store.read(id)
    await this.change.step(who, id, { revision }, async (edit) => {
      edit.fire('edit')
      await this.check({ ...described, teacherIds }, orgId)
      await edit.update(described)
      await this.setTeachers(edit.tx, id, teacherIds)
      await edit.note('course.updated', { title: described.title })
    })
  }

  async discard(who: PersonPrincipal, id: string): Promise<void> {
    await this.change.by(who, id, async (edit) => {
      edit.fire('discard')
      await edit.note('course.discarded', { title: edit.course.title })
      await edit.tx.delete(CourseRow, id)
    })
  }

  async saveOutline(
    who: PersonPrincipal,
    id: string,
    { units, ...seen }: EndpointRequest<typeof saveOutline>['body'],
  ): Promise<void> {
    await this.change.step(who, id, seen, async (edit) => {
      const grows = LEARNING_STATES.includes(edit.course.state)
      edit.fire(grows ? 'extend' : 'edit')
      const before = await this.store.outline(id, edit.tx)
      const wrong = checkOutline(before, { units }, grows)
      if (wrong) throw wrong
      const added = units.flatMap(({ items }) => items.filter((item) => item.id === null))
      await this.contents.checkTargets(who, edit.course, added, edit.tx)
      await this.outlines.write(edit.tx, id, { units })
      if (grows) {
        const unready = await this.contents.unready(id, edit.tx)
        if (unready) throw unready
      }
      await edit.update({})
      const detail = { units: units.length, items: units.flatMap(({ items }) => items).length }
      await edit.note(grows ? 'course.extended' : 'course.outlined', detail)
    })
  }

  async propose(who: PersonPrincipal, id: string, seen: Seen): Promise<void> {
    await this.change.step(who, id, seen, async (edit) => {
      edit.fire('propose')
      const state = edit.fire('propose', await this.contents.unready(id, edit.tx))
      await edit.update({ state, proposedAt: edit.now })
      await edit.note('course.proposed')
    })
  }

  async withdraw(who: PersonPrincipal, id: string, seen: Seen): Promise<void> {
    await this.change.step(who, id, seen, (edit) => this.move(edit, 'withdraw', 'course.withdrawn'))
  }

  async review(
    who: PersonPrincipal,
    id: string,
    { decision, comment, ...seen }: EndpointRequest<typeof reviewCourse>['body'],
  ): Promise<void> {
    await this.change.by(who, id, async (edit) => {
      if (reviewsOwn(who, edit.course)) throw new Refusal('review.own')
      const state = edit.fire(decision === 'PASS' ? 'approve' : 'send_back')
      edit.requireSeen(seen)
      await edit.tx.query(
        `insert into course_review (id, course_id, reviewer_id, at, decision, comment) values ($1, $2, $3, $4, $5, $6)`,
        [newId(), id, who.id, edit.now, decision, comment],
      )
      await edit.update({ state })
      await edit.note('course.reviewed', { decision, comment })
    })
  }

  async revise(who: PersonPrincipal, id: string, seen: Seen): Promise<void> {
    await this.change.step(who, id, seen, (edit) => this.move(edit, 'revise', 'course.revised'))
  }

  async open(who: PersonPrincipal, id: string, seen: Seen): Promise<void> {
    await this.change.step(who, id, seen, async (edit) => {
      edit.fire('open')
      const state = edit.fire('open', await this.contents.unready(id, edit.tx))
      await edit.update({ state })
      await edit.note('course.opened')
    })
  }

  async start(who: PersonPrincipal, id: string, seen: Seen): Promise<void> {
    await this.change.step(who, id, seen, (edit) => this.move(edit, 'start', 'course.started'))
  }

  async close(
    who: PersonPrincipal,
    id: string,
    { reason, ...seen }: EndpointRequest<typeof closeCourse>['body'],
  ): Promise<void> {
    await this.change.step(who, id, seen, async (edit) => {
      await edit.update({ state: edit.fire('close'), closedReason: reason })
      await edit.note('course.closed', { reason })
    })
  }

  /** Open courses whose day has come run by themselves. */
  async startDue(): Promise<void> {
    const due = await this.database.rows<{ id: string }>(
      `select id from course where state = 'OPEN' and starts_on <= $1::date`,
      [this.clock.today()],
    )
    for (const { id } of due)
      await this.change.bySystem(SYSTEM, id, async (edit) => {
        // Somebody may have been quicker.
        if (edit.course.state === 'OPEN') await this.move(edit, 'start', 'course.started')
      })
  }

  private async move(
    edit: CourseEdit,
    trigger: 'withdraw' | 'revise' | 'start',
    action: string,
  ): Promise<void> {
    await edit.update({ state: edit.fire(trigger) })
    await edit.note(action)
  }

  private async check(
    input: Pick<CourseInput, 'subject' | 'gradeFrom' | 'gradeTo' | 'nodeId' | 'teacherIds'>,
    orgId: string,
  ): Promise<void> {
    const today = this.clock.today()
    const [node] = await this.tree.nodes(input.nodeId === null ? [] : [input.nodeId])
    const isOpen = node !== undefined && (node.closedOn === null || node.closedOn > today)
    const staff = await this.database.rows<{ id: string }>(
      `select distinct p.id from person p join post t on t.person_id = p.id
        where p.id = any($1) and p.state = 'ACTIVE' and t.org_id = $2 and t.role in ('teacher', 'head', 'coordinator')
          and t.from_day <= $3::date and (t.to_day is null or t.to_day >= $3::date)`,
      [input.teacherIds, orgId, today],
    )
    checkDescription(input, isOpen ? node : undefined, new Set(staff.map(({ id }) => id)))
  }

  private async setTeachers(tx: EntityManager, id: string, teacherIds: readonly string[]): Promise<void> {
    await tx.query('delete from course_teacher where course_id = $1', [id])
    await tx.query(
      `insert into course_teacher (course_id, person_id, position)
       select $1, person, at from unnest($2::uuid[]) with ordinality as t(person, at)`,
      [id, teacherIds],
    )
  }
}
