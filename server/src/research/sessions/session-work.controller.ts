import { Controller } from '@nestjs/common'
import {
  getSessionCounting,
  linkSessionLesson,
  listReflections,
  listSessionLessonChoices,
  planSessionMeeting,
  saveReflection,
  unlinkSessionLesson,
  type EndpointRequest,
} from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Endpoint } from '../../platform/http/endpoint.decorator.ts'
import { Input } from '../../platform/http/input.ts'
import { CurrentPrincipal } from '../../platform/http/principal.ts'
import { SessionVerdict } from '../attendance/session-verdict.ts'
import { SessionLessons } from './session-lessons.ts'
import { SessionReading } from './session-reading.ts'
import { SessionReflections } from './session-reflections.ts'

/** Lessons, reflections and attendance of a session. */
@Controller()
export class SessionWorkController {
  constructor(
    private readonly lessons: SessionLessons,
    private readonly reflections: SessionReflections,
    private readonly verdict: SessionVerdict,
    private readonly reading: SessionReading,
  ) {}

  @Endpoint(getSessionCounting)
  counting(
    @Input() { params }: EndpointRequest<typeof getSessionCounting>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.verdict.read(who, params.id)
  }

  @Endpoint(listReflections)
  async listReflections(
    @Input() { params }: EndpointRequest<typeof listReflections>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return { items: await this.reflections.list(who, params.id) }
  }

  @Endpoint(saveReflection)
  async reflect(
    @Input() { params, body }: EndpointRequest<typeof saveReflection>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.reflections.save(who, params.id, body.text)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(listSessionLessonChoices)
  choices(
    @Input() { params, query }: EndpointRequest<typeof listSessionLessonChoices>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.lessons.choices(who, params.id, query)
  }

  @Endpoint(linkSessionLesson)
  async link(
    @Input() { params }: EndpointRequest<typeof linkSessionLesson>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.lessons.link(who, params.id, params.lessonId)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(unlinkSessionLesson)
  async unlink(
    @Input() { params }: EndpointRequest<typeof unlinkSessionLesson>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.lessons.unlink(who, params.id, params.lessonId)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(planSessionMeeting)
  async meet(
    @Input() { params, body }: EndpointRequest<typeof planSessionMeeting>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.lessons.meet(who, params.id, body)
    return this.reading.detail(who, params.id)
  }
}
