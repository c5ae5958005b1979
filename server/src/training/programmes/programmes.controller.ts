import { Controller } from '@nestjs/common'
import {
  assessProgramme,
  cancelProgramme,
  closeProgramme,
  createProgramme,
  decideEnrolment,
  discardProgramme,
  enrolInProgramme,
  getAssessmentSheet,
  getProgramme,
  handInWork,
  judgeWork,
  listEnrolments,
  listProgrammes,
  openProgramme,
  overrideAssessment,
  startProgramme,
  updateProgramme,
  withdrawFromProgramme,
  type EndpointRequest,
} from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Endpoint } from '../../platform/http/endpoint.decorator.ts'
import { Input } from '../../platform/http/input.ts'
import { CurrentPrincipal } from '../../platform/http/principal.ts'
import { AssessmentSheet } from './assessment-sheet.ts'
import { ProgrammeDesk } from './programme-desk.ts'
import { ProgrammeEnrolments } from './programme-enrolments.ts'
import { ProgrammeReading } from './programme-reading.ts'
import { ProgrammeWorks } from './programme-works.ts'

@Controller()
export class ProgrammesController {
  constructor(
    private readonly desk: ProgrammeDesk,
    private readonly reading: ProgrammeReading,
    private readonly enrolments: ProgrammeEnrolments,
    private readonly works: ProgrammeWorks,
    private readonly sheet: AssessmentSheet,
  ) {}

  @Endpoint(listProgrammes)
  list(@Input() { query }: EndpointRequest<typeof listProgrammes>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.reading.list(who, query)
  }

  @Endpoint(createProgramme)
  async create(
    @Input() { body }: EndpointRequest<typeof createProgramme>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.reading.detail(who, await this.desk.create(who, body))
  }

  @Endpoint(getProgramme)
  get(@Input() { params }: EndpointRequest<typeof getProgramme>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.reading.detail(who, params.id)
  }

  @Endpoint(updateProgramme)
  async update(
    @Input() { params, body }: EndpointRequest<typeof updateProgramme>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.update(who, params.id, body)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(discardProgramme)
  async discard(
    @Input() { params }: EndpointRequest<typeof discardProgramme>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.discard(who, params.id)
  }

  @Endpoint(openProgramme)
  async open(
    @Input() { params, body }: EndpointRequest<typeof openProgramme>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.move(who, params.id, 'open', body)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(startProgramme)
  async start(
    @Input() { params, body }: EndpointRequest<typeof startProgramme>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.move(who, params.id, 'start', body)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(assessProgramme)
  async assess(
    @Input() { params, body }: EndpointRequest<typeof assessProgramme>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.move(who, params.id, 'assess', body)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(closeProgramme)
  async close(
    @Input() { params, body }: EndpointRequest<typeof closeProgramme>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.close(who, params.id, body)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(cancelProgramme)
  async cancel(
    @Input() { params, body }: EndpointRequest<typeof cancelProgramme>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.cancel(who, params.id, body)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(enrolInProgramme)
  async enrol(
    @Input() { params }: EndpointRequest<typeof enrolInProgramme>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.enrolments.ask(who, params.id)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(withdrawFromProgramme)
  async withdraw(
    @Input() { params }: EndpointRequest<typeof withdrawFromProgramme>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.enrolments.withdraw(who, params.id)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(listEnrolments)
  listEnrolments(
    @Input() { params }: EndpointRequest<typeof listEnrolments>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.enrolments.list(who, params.id)
  }

  @Endpoint(decideEnrolment)
  decide(
    @Input() { params, body }: EndpointRequest<typeof decideEnrolment>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.enrolments.decide(who, params, body)
  }

  @Endpoint(handInWork)
  async handIn(
    @Input() { params, body }: EndpointRequest<typeof handInWork>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.works.handIn(who, params.id, body.text)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(getAssessmentSheet)
  readSheet(
    @Input() { params }: EndpointRequest<typeof getAssessmentSheet>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.sheet.read(who, params.id)
  }

  @Endpoint(judgeWork)
  async judge(
    @Input() { params, body }: EndpointRequest<typeof judgeWork>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.works.judge(who, params, body)
  }

  @Endpoint(overrideAssessment)
  async override(
    @Input() { params, body }: EndpointRequest<typeof overrideAssessment>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.sheet.override(who, params, body)
  }
}
