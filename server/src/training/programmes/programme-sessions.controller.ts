import { Controller, Req } from '@nestjs/common'
import {
  addProgrammeSession,
  checkIn,
  checkInByHand,
  getCheckInScreen,
  getSessionTest,
  getTestPaper,
  handInTest,
  listLogDays,
  removeProgrammeSession,
  saveSessionTest,
  signLogDay,
  updateProgrammeSession,
  writeLogDay,
  type EndpointRequest,
} from '@tongke/contract'
import type { FastifyRequest } from 'fastify'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Endpoint } from '../../platform/http/endpoint.decorator.ts'
import { Input } from '../../platform/http/input.ts'
import { CurrentPrincipal } from '../../platform/http/principal.ts'
import { PublicAddress } from '../../platform/http/public-address.ts'
import { CheckIn } from './check-in.ts'
import { ProgrammeReading } from './programme-reading.ts'
import { ProgrammeSchedule } from './programme-schedule.ts'
import { SessionTests } from './session-tests.ts'
import { ShadowingLog } from './shadowing-log.ts'

@Controller()
export class ProgrammeSessionsController {
  constructor(
    private readonly schedule: ProgrammeSchedule,
    private readonly reading: ProgrammeReading,
    private readonly checkIns: CheckIn,
    private readonly tests: SessionTests,
    private readonly log: ShadowingLog,
    private readonly address: PublicAddress,
  ) {}

  @Endpoint(addProgrammeSession)
  async add(
    @Input() { params, body }: EndpointRequest<typeof addProgrammeSession>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.schedule.add(who, params.id, body)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(updateProgrammeSession)
  async update(
    @Input() { params, body }: EndpointRequest<typeof updateProgrammeSession>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.reading.detail(who, await this.schedule.update(who, params.id, body))
  }

  @Endpoint(removeProgrammeSession)
  async remove(
    @Input() { params }: EndpointRequest<typeof removeProgrammeSession>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.reading.detail(who, await this.schedule.remove(who, params.id))
  }

  @Endpoint(getCheckInScreen)
  screen(
    @Input() { params, query }: EndpointRequest<typeof getCheckInScreen>,
    @CurrentPrincipal() who: PersonPrincipal,
    @Req() request: FastifyRequest,
  ) {
    return this.checkIns.screen(who, params.id, query.purpose, this.address.of(request))
  }

  @Endpoint(checkIn)
  checkIn(
    @Input() { params, body }: EndpointRequest<typeof checkIn>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.checkIns.scan(who, params.id, body.code)
  }

  @Endpoint(checkInByHand)
  async byHand(
    @Input() { params, body }: EndpointRequest<typeof checkInByHand>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.checkIns.byHand(who, params.id, body)
  }

  @Endpoint(listLogDays)
  listDays(
    @Input() { params }: EndpointRequest<typeof listLogDays>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.log.list(who, params.id)
  }

  @Endpoint(writeLogDay)
  async writeDay(
    @Input() { params, body }: EndpointRequest<typeof writeLogDay>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.log.write(who, params.id, params.day, body.text)
  }

  @Endpoint(signLogDay)
  async signDay(
    @Input() { params, body }: EndpointRequest<typeof signLogDay>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.log.sign(who, params.id, params.day, body.personId)
  }

  @Endpoint(getSessionTest)
  readTest(
    @Input() { params }: EndpointRequest<typeof getSessionTest>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.tests.read(who, params.id)
  }

  @Endpoint(saveSessionTest)
  async saveTest(
    @Input() { params, body }: EndpointRequest<typeof saveSessionTest>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.tests.save(who, params.id, body.questions)
  }

  @Endpoint(getTestPaper)
  paper(@Input() { params }: EndpointRequest<typeof getTestPaper>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.tests.paper(who, params.id)
  }

  @Endpoint(handInTest)
  handIn(
    @Input() { params, body }: EndpointRequest<typeof handInTest>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.tests.handIn(who, params.id, body)
  }
}
