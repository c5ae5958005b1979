import { Injectable } from '@nestjs/common'
import { Refusal, type CourseState } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { PersonPrincipal, Principal } from '../people/principal.ts'
import { Audit, type Actor } from '../platform/audit/audit.service.ts'
import { Clock } from '../platform/clock.ts'
import { Database } from '../platform/database/database.ts'
import { maySee, partsOf, type CoursePart } from './course-access.rules.ts'
import { CourseStore, type StoredCourse } from './course-store.ts'
import { fireCourse, type CourseTrigger } from './course-transitions.rules.ts'
import { CourseRow } from './course.entity.ts'

/** One change of one course: its row as it is under the lock, and who changes it. */
export class CourseEdit {
  constructor(
    readonly tx: EntityManager,
    readonly actor: Actor,
    readonly parts: ReadonlySet<CoursePart>,
    readonly course: StoredCourse,
    readonly now: Date,
    private readonly audit: Audit,
  ) {}

  /** @returns the state it leads to. @throws the refusal of the transition */
  fire(trigger: CourseTrigger, unready: Refusal | null = null): CourseState {
    const state = fireCourse(trigger, { state: this.course.state, parts: this.parts, unready })
    if (state instanceof Refusal) throw state
    return state
  }

  /** @throws Refusal conflict.changed when it is not what the caller looked at */
  requireSeen({ revision }: { revision: number }): void {
    if (this.course.revision !== revision) throw new Refusal('conflict.changed')
  }

  /** Counts as a new revision, so that whoever looked at the old one hears of it. */
  async update(change: Partial<CourseRow>): Promise<void> {
    const revision = this.course.revision + 1
    await this.tx.update(CourseRow, this.course.id, { ...change, updatedAt: this.now, revision })
  }

  note(action: string, detail: Record<string, unknown> = {}): Promise<void> {
    const target = `course:${this.course.id}`
    return this.audit.write({ actor: this.actor, action, target, detail }, this.tx)
  }
}

/** The one way to change a course or what classes do with it: a transaction that holds its row. */
@Injectable()
export class CourseChange {
  constructor(
    private readonly database: Database,
    private readonly store: CourseStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal not_found, also to whoever may not see it */
  by<T>(who: Principal, id: string, work: (edit: CourseEdit) => Promise<T>): Promise<T> {
    const parts = (course: StoredCourse) =>
      who.kind === 'person' ? partsOf(who, course) : new Set<CoursePart>()
    return this.database.transaction(async (tx) => {
      const course = await this.store.lock(tx, id)
      if (!maySee(who, course)) throw new Refusal('not_found')
      return work(new CourseEdit(tx, who, parts(course), course, this.clock.now(), this.audit))
    })
  }

  /** One step of somebody who looked at the course. */
  step(
    who: PersonPrincipal,
    id: string,
    seen: { revision: number },
    work: (edit: CourseEdit) => Promise<void>,
  ): Promise<void> {
    return this.by(who, id, (edit) => {
      edit.requireSeen(seen)
      return work(edit)
    })
  }

  /** What nobody asked for: time did it. */
  async bySystem(actor: Actor, id: string, work: (edit: CourseEdit) => Promise<void>): Promise<void> {
    await this.database.transaction(async (tx) => {
      const course = await this.store.lock(tx, id)
      await work(new CourseEdit(tx, actor, new Set(['system']), course, this.clock.now(), this.audit))
    })
  }
}
