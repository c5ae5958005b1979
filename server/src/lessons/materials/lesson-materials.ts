import { Injectable } from '@nestjs/common'
import {
  MAX_MATERIALS,
  Refusal,
  type EndpointResponse,
  type LessonMaterials as Materials,
} from '@tongke/contract'
import type { listLessonsForResource } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { OnlineResources } from '../../library/use/online-resources.ts'
import type { PersonPrincipal, Principal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { mayDo, type LessonParties } from '../lesson-access.rules.ts'
import { LessonDirectory } from '../lesson-directory.ts'
import { LessonStore } from '../lesson-store.ts'
import { arranged, takesMaterials } from './materials.rules.ts'

/** Longest list of lessons somebody chooses from. */
const MOST_LESSONS = 30

/** What of the library a lesson uses. Everybody sees of it what the library shows them. */
@Injectable()
export class LessonMaterials {
  constructor(
    private readonly database: Database,
    private readonly online: OnlineResources,
    private readonly directory: LessonDirectory,
    private readonly store: LessonStore,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal not_found, also to whoever may not see the lesson */
  async list(who: Principal, lessonId: string): Promise<Materials> {
    const parties = await this.visible(who, lessonId)
    const [ids, { status }] = await Promise.all([this.idsOf(lessonId), this.store.read(lessonId)])
    const items = await this.online.scopedCards(who, ids)
    const canEdit = mayDo('edit', who, parties) && takesMaterials(status)
    return {
      items: items.map(({ card, scope }) => ({ card, schoolOnly: scope === 'school' })),
      hidden: canEdit ? ids.length - items.length : 0,
      canEdit,
    }
  }

  /** @throws Refusal not_found, auth.forbidden, lesson.transition, lesson.materials_full */
  async add(who: PersonPrincipal, lessonId: string, resourceId: string): Promise<Materials> {
    await this.change(who, lessonId, async (tx) => {
      await this.online.see(who, resourceId)
      const ids = await this.idsOf(lessonId, tx)
      if (ids.includes(resourceId)) return
      if (ids.length >= MAX_MATERIALS) throw new Refusal('lesson.materials_full')
      await this.insert(tx, who, lessonId, [resourceId])
    })
    return this.list(who, lessonId)
  }

  /** @throws Refusal not_found, auth.forbidden, lesson.transition */
  async remove(who: PersonPrincipal, lessonId: string, resourceId: string): Promise<Materials> {
    await this.change(who, lessonId, async (tx) => {
      await tx.query('delete from lesson_material where lesson_id = $1 and resource_id = $2', [
        lessonId,
        resourceId,
      ])
    })
    return this.list(who, lessonId)
  }

  /** @throws Refusal not_found, auth.forbidden, lesson.transition */
  async arrange(who: PersonPrincipal, lessonId: string, named: readonly string[]): Promise<Materials> {
    await this.change(who, lessonId, async (tx) => {
      const ids = arranged(await this.idsOf(lessonId, tx), named)
      await tx.query(
        `update lesson_material m set position = t.at
           from unnest($2::uuid[]) with ordinality as t(id, at)
          where m.lesson_id = $1 and m.resource_id = t.id`,
        [lessonId, ids],
      )
    })
    return this.list(who, lessonId)
  }

  /** Lessons to come that `who` lectures. @throws Refusal not_found when the resource is not there for them */
  async lessonsFor(
    who: PersonPrincipal,
    resourceId: string,
  ): Promise<EndpointResponse<typeof listLessonsForResource>> {
    await this.online.see(who, resourceId)
    const rows = await this.database.rows<ChoiceRow>(CHOICES, [
      who.id,
      this.clock.now(),
      resourceId,
      MOST_LESSONS,
    ])
    return { items: rows.map((row) => ({ ...row, plannedStart: row.plannedStart.getTime() })) }
  }

  /** For a lesson that is being planned. @throws Refusal not_found */
  async begin(
    tx: EntityManager,
    who: PersonPrincipal,
    lessonId: string,
    ids: readonly string[],
  ): Promise<void> {
    for (const id of ids) await this.online.see(who, id)
    await this.insert(tx, who, lessonId, [...new Set(ids)])
  }

  /** For the lesson that takes another's place. */
  async carry(tx: EntityManager, from: string, to: string): Promise<void> {
    await tx.query(
      `insert into lesson_material (lesson_id, resource_id, position, added_by, added_at)
       select $2, resource_id, position, added_by, added_at from lesson_material where lesson_id = $1`,
      [from, to],
    )
  }

  /** Changes of one lesson come one after another: its row is locked. */
  private async change(
    who: PersonPrincipal,
    lessonId: string,
    work: (tx: EntityManager) => Promise<void>,
  ): Promise<void> {
    const parties = await this.visible(who, lessonId)
    if (!mayDo('edit', who, parties)) throw new Refusal('auth.forbidden')
    await this.database.transaction(async (tx) => {
      const { status } = await this.store.lock(tx, lessonId)
      if (!takesMaterials(status)) throw new Refusal('lesson.transition')
      await work(tx)
    })
  }

  private async visible(who: Principal, lessonId: string): Promise<LessonParties> {
    const parties = await this.directory.parties(lessonId)
    if (!mayDo('see', who, parties)) throw new Refusal('not_found')
    return parties
  }

  private async idsOf(lessonId: string, tx: EntityManager = this.database.manager): Promise<string[]> {
    const rows = await this.database.rows<{ id: string }>(
      'select resource_id as id from lesson_material where lesson_id = $1 order by position, added_at, resource_id',
      [lessonId],
      tx,
    )
    return rows.map(({ id }) => id)
  }

  private async insert(
    tx: EntityManager,
    who: PersonPrincipal,
    lessonId: string,
    ids: readonly string[],
  ): Promise<void> {
    await tx.query(
      `insert into lesson_material (lesson_id, resource_id, position, added_by, added_at)
       select $1, t.id, t.at + (select coalesce(max(position), 0) from lesson_material where lesson_id = $1), $3, $4
         from unnest($2::uuid[]) with ordinality as t(id, at)`,
      [lessonId, ids, who.id, this.clock.now()],
    )
  }
}

interface ChoiceRow {
  id: string
  title: string
  plannedStart: Date
  lectureClassName: string
  legs: number
  has: boolean
}

const CHOICES = `
  select l.id, l.plan->>'title' as title, l.planned_start as "plannedStart", l.plan->'lectureClass'->>'name' as "lectureClassName",
         jsonb_array_length(l.plan->'legs') as legs,
         exists (select from lesson_material m where m.lesson_id = l.id and m.resource_id = $3) as has
    from lesson l
   where l.lecturer_id = $1 and l.planned_end >= $2
     and l.status in ('SCHEDULED', 'PREPARED', 'CHECKED', 'WAITING', 'LIVE', 'INTERRUPTED')
   order by l.planned_start, l.id limit $4`
