import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type CancelReason,
  type EndpointRequest,
  type EndpointResponse,
  type getLesson,
  type LessonSummary,
  type listLessons,
  type planLesson,
  type updateLesson,
} from '@tongke/contract'
import type { PersonPrincipal, Principal } from '../people/principal.ts'
import { Config } from '../platform/config.ts'
import type { FileAnswer } from '../platform/http/endpoint.decorator.ts'
import { mayDo } from './lesson-access.rules.ts'
import { LessonDirectory } from './lesson-directory.ts'
import { LessonPlanning } from './lesson-planning.ts'
import { LessonReading } from './lesson-reading.ts'
import { LessonStore } from './lesson-store.ts'
import { lessonWorkbook } from './lesson-workbook.ts'

/** What the HTTP wire offers about lessons. */
@Injectable()
export class LessonsService {
  constructor(
    private readonly planning: LessonPlanning,
    private readonly reading: LessonReading,
    private readonly directory: LessonDirectory,
    private readonly store: LessonStore,
    private readonly config: Config,
  ) {}

  list(
    who: Principal,
    query: EndpointRequest<typeof listLessons>['query'],
  ): Promise<EndpointResponse<typeof listLessons>> {
    return this.reading.list(who, query)
  }

  detail(who: Principal, lessonId: string): Promise<EndpointResponse<typeof getLesson>> {
    return this.reading.detail(who, lessonId)
  }

  async plan(
    who: PersonPrincipal,
    input: EndpointRequest<typeof planLesson>['body'],
  ): Promise<LessonSummary> {
    return this.reading.summary(who, await this.planning.plan(who, input))
  }

  async update(
    who: PersonPrincipal,
    lessonId: string,
    { version, pairingReason, ...input }: EndpointRequest<typeof updateLesson>['body'],
  ): Promise<LessonSummary> {
    await this.planning.update(who, lessonId, input, version, pairingReason)
    return this.reading.summary(who, lessonId)
  }

  async cancel(who: PersonPrincipal, lessonId: string, reason: CancelReason): Promise<LessonSummary> {
    await this.planning.cancel(who, lessonId, reason)
    return this.reading.summary(who, lessonId)
  }

  async reschedule(
    who: PersonPrincipal,
    lessonId: string,
    plannedStart: number,
    reason: CancelReason,
  ): Promise<LessonSummary> {
    return this.reading.summary(who, await this.planning.reschedule(who, lessonId, plannedStart, reason))
  }

  async settle(who: PersonPrincipal, lessonId: string): Promise<LessonSummary> {
    await this.planning.settle(who, lessonId)
    return this.reading.summary(who, lessonId)
  }

  async exportLedger(who: PersonPrincipal, lessonId: string): Promise<FileAnswer> {
    const parties = await this.directory.parties(lessonId)
    if (!mayDo('see', who, parties)) throw new Refusal('not_found')
    if (!mayDo('export', who, parties)) throw new Refusal('auth.forbidden')
    const state = await this.store.read(lessonId)
    const legs = await this.reading.legs(state)
    const day = new Date(state.plan.plannedStart).toLocaleDateString('sv-SE', {
      timeZone: this.config.timeZone,
    })
    return {
      fileName: `连线台账-${state.plan.title}-${day}.xlsx`,
      content: await lessonWorkbook(state, legs, this.config.timeZone),
    }
  }
}
