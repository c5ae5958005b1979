import { Injectable } from '@nestjs/common'
import {
  MAX_OWN_DECKS,
  Refusal,
  type LessonDecks as Decks,
  type LessonPlan,
  type ResourceMetadata,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { ResourceDrafts } from '../../library/resources/resource-drafts.ts'
import { UploadsService } from '../../library/uploads/uploads.service.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { LessonStore } from '../lesson-store.ts'
import { takesMaterials } from '../materials/materials.rules.ts'
import { LessonDecks } from './lesson-decks.ts'

/** Slides that the lecturer brings along: a draft of the library that the lesson, and nobody else, may use. */
@Injectable()
export class OwnDecks {
  constructor(
    private readonly database: Database,
    private readonly decks: LessonDecks,
    private readonly drafts: ResourceDrafts,
    private readonly uploads: UploadsService,
    private readonly store: LessonStore,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal not_found, auth.forbidden, lesson.transition, lesson.decks_full, upload.unknown, upload.unfinished, file.not_allowed */
  async add(
    who: PersonPrincipal,
    lessonId: string,
    { uploadId, name }: { uploadId: string; name: string },
  ): Promise<Decks> {
    const { plan } = await this.editable(who, lessonId)
    const { kind, mimeType, blobSha } = await this.uploads.finished(who.id, uploadId)
    if (kind !== 'document' && kind !== 'image')
      throw new Refusal('file.not_allowed', {
        details: [{ path: 'uploadId', code: 'kind', message: `Takes document, image, not ${kind}` }],
      })
    const orgId = who.posts.find(({ orgName }) => orgName === plan.lecturer.orgName)?.orgId
    await this.drafts.create(
      who,
      {
        type: 'courseware',
        orgId: orgId ?? who.posts[0]?.orgId ?? '',
        metadata: metadataOf(name, plan.subject, plan.grade),
        lineage: [{ kind: 'lesson', id: lessonId }],
      },
      {
        files: [{ role: 'main', name, kind, mimeType, blobSha }],
        also: (tx, resourceId) => this.attach(tx, who, lessonId, resourceId),
        detail: { lessonId },
      },
    )
    return this.decks.list(who, lessonId)
  }

  /** @throws Refusal not_found, auth.forbidden, lesson.transition */
  async remove(who: PersonPrincipal, lessonId: string, fileId: string): Promise<Decks> {
    await this.editable(who, lessonId)
    const gone = await this.database.rows<{ id: string }>(
      `with gone as (
         delete from lesson_deck d where d.lesson_id = $1 and d.resource_id = (
           select v.resource_id from resource_file f join resource_version v on v.id = f.version_id where f.id = $2)
         returning d.resource_id)
       select resource_id as id from gone`,
      [lessonId, fileId],
    )
    if (gone.length === 0) throw new Refusal('not_found')
    return this.decks.list(who, lessonId)
  }

  /** For the lesson that takes another's place. */
  async carry(tx: EntityManager, from: string, to: string): Promise<void> {
    await tx.query(
      `insert into lesson_deck (lesson_id, resource_id, added_by, added_at)
       select $2, resource_id, added_by, added_at from lesson_deck where lesson_id = $1`,
      [from, to],
    )
  }

  private async attach(tx: EntityManager, who: PersonPrincipal, lessonId: string, resourceId: string) {
    const { status } = await this.store.lock(tx, lessonId)
    if (!takesMaterials(status)) throw new Refusal('lesson.transition')
    const [count] = await this.database.rows<{ own: number }>(
      'select count(*)::int as own from lesson_deck where lesson_id = $1',
      [lessonId],
      tx,
    )
    if ((count?.own ?? 0) >= MAX_OWN_DECKS) throw new Refusal('lesson.decks_full')
    await tx.query(
      'insert into lesson_deck (lesson_id, resource_id, added_by, added_at) values ($1, $2, $3, $4)',
      [lessonId, resourceId, who.id, this.clock.now()],
    )
  }

  private async editable(who: PersonPrincipal, lessonId: string) {
    const me = await this.decks.part(who, lessonId)
    if (me.part !== 'lecturer') throw new Refusal('auth.forbidden')
    const state = await this.store.read(lessonId)
    if (!takesMaterials(state.status)) throw new Refusal('lesson.transition')
    return state
  }
}

const metadataOf = (
  title: string,
  subject: LessonPlan['subject'],
  grade: LessonPlan['grade'],
): ResourceMetadata => ({
  title,
  description: '',
  keywords: [],
  language: 'zh-CN',
  subject,
  gradeFrom: grade,
  gradeTo: grade,
  nodeIds: [],
  audience: 'class',
  typicalMinutes: null,
  difficulty: null,
  topics: [],
  licence: 'school',
  rightsOwner: '',
  licenceUntil: null,
  link: null,
  minorsVisible: false,
  exerciseForm: null,
})
