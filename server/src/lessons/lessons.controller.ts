import { Controller, Req } from '@nestjs/common'
import {
  cancelLesson,
  exportLedger,
  getCheckAccess,
  getLesson,
  getMediaAccess,
  listChecks,
  listLessons,
  planLesson,
  rescheduleLesson,
  settleLesson,
  submitCheck,
  updateLesson,
  type EndpointRequest,
} from '@tongke/contract'
import type { FastifyRequest } from 'fastify'
import type { PersonPrincipal, Principal } from '../people/principal.ts'
import { Endpoint } from '../platform/http/endpoint.decorator.ts'
import { Input } from '../platform/http/input.ts'
import { CurrentPrincipal } from '../platform/http/principal.ts'
import { DeviceCheckService } from './device-check.service.ts'
import { LessonsService } from './lessons.service.ts'
import { MediaAccessService } from './media-access.ts'

@Controller()
export class LessonsController {
  constructor(
    private readonly lessons: LessonsService,
    private readonly access: MediaAccessService,
    private readonly checks: DeviceCheckService,
  ) {}

  @Endpoint(listLessons)
  list(@Input() { query }: EndpointRequest<typeof listLessons>, @CurrentPrincipal() who: Principal) {
    return this.lessons.list(who, query)
  }

  @Endpoint(planLesson)
  plan(@Input() { body }: EndpointRequest<typeof planLesson>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.lessons.plan(who, body)
  }

  @Endpoint(getLesson)
  get(@Input() { params }: EndpointRequest<typeof getLesson>, @CurrentPrincipal() who: Principal) {
    return this.lessons.detail(who, params.id)
  }

  @Endpoint(updateLesson)
  update(
    @Input() { params, body }: EndpointRequest<typeof updateLesson>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.lessons.update(who, params.id, body)
  }

  @Endpoint(cancelLesson)
  cancel(
    @Input() { params, body }: EndpointRequest<typeof cancelLesson>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.lessons.cancel(who, params.id, body.reason)
  }

  @Endpoint(rescheduleLesson)
  reschedule(
    @Input() { params, body }: EndpointRequest<typeof rescheduleLesson>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.lessons.reschedule(who, params.id, body.plannedStart, body.reason)
  }

  @Endpoint(settleLesson)
  settle(
    @Input() { params }: EndpointRequest<typeof settleLesson>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.lessons.settle(who, params.id)
  }

  @Endpoint(exportLedger)
  exportLedger(
    @Input() { params }: EndpointRequest<typeof exportLedger>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.lessons.exportLedger(who, params.id)
  }

  @Endpoint(getMediaAccess)
  mediaAccess(
    @Input() { params }: EndpointRequest<typeof getMediaAccess>,
    @CurrentPrincipal() who: Principal,
    @Req() request: FastifyRequest,
  ) {
    return this.access.forLesson(who, params.id, request)
  }

  @Endpoint(getCheckAccess)
  checkAccess(@CurrentPrincipal() who: Principal, @Req() request: FastifyRequest) {
    return this.access.forCheck(who, request)
  }

  @Endpoint(submitCheck)
  submitCheck(@Input() { body }: EndpointRequest<typeof submitCheck>, @CurrentPrincipal() who: Principal) {
    return this.checks.submit(who, body.lessonId, body.measurements)
  }

  @Endpoint(listChecks)
  listChecks(@Input() { query }: EndpointRequest<typeof listChecks>, @CurrentPrincipal() who: Principal) {
    return this.checks.list(who, query.deviceId)
  }
}
