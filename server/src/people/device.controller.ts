import { Controller, Req, Res } from '@nestjs/common'
import {
  beginEnrolment,
  confirmEnrolment,
  listDevices,
  lookUpEnrolment,
  pollEnrolment,
  revokeDevice,
  updateDevice,
  type EndpointRequest,
} from '@tongke/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Endpoint } from '../platform/http/endpoint.decorator.ts'
import { Input } from '../platform/http/input.ts'
import { CurrentPrincipal } from '../platform/http/principal.ts'
import { CookieJar, DEVICE_COOKIE, ENROLMENT_COOKIE } from './cookies.ts'
import { DeviceService } from './device.service.ts'
import { EnrolmentService } from './enrolment.service.ts'
import type { PersonPrincipal } from './principal.ts'

@Controller()
export class DeviceController {
  constructor(
    private readonly devices: DeviceService,
    private readonly enrolments: EnrolmentService,
    private readonly cookies: CookieJar,
  ) {}

  @Endpoint(beginEnrolment)
  async begin(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { secret, ...shown } = await this.enrolments.begin(request.cookies[ENROLMENT_COOKIE])
    this.cookies.set(reply, ENROLMENT_COOKIE, secret)
    return shown
  }

  @Endpoint(pollEnrolment)
  async poll(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { state, deviceToken } = await this.enrolments.poll(request.cookies[ENROLMENT_COOKIE])
    if (deviceToken) this.cookies.set(reply, DEVICE_COOKIE, deviceToken)
    if (state !== 'waiting') this.cookies.clear(reply, ENROLMENT_COOKIE)
    return { state }
  }

  @Endpoint(lookUpEnrolment)
  lookUp(
    @Input() { params }: EndpointRequest<typeof lookUpEnrolment>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.enrolments.lookUp(who, params.code)
  }

  @Endpoint(confirmEnrolment)
  confirm(
    @Input() { body }: EndpointRequest<typeof confirmEnrolment>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.devices.confirm(who, body)
  }

  @Endpoint(listDevices)
  list(@Input() { query }: EndpointRequest<typeof listDevices>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.devices.list(who, query)
  }

  @Endpoint(updateDevice)
  update(
    @Input() { params, body }: EndpointRequest<typeof updateDevice>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.devices.update(who, params.id, body)
  }

  @Endpoint(revokeDevice)
  revoke(
    @Input() { params }: EndpointRequest<typeof revokeDevice>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.devices.revoke(who, params.id)
  }
}
