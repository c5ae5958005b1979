import { Controller } from '@nestjs/common'
import {
  answerObjection,
  declareScreenPeriods,
  exportMonthlyReport,
  freezeMonthlyReport,
  getMonthlyReport,
  getPairingProgress,
  listReportLegs,
  objectToReport,
  publishMonthlyReport,
  type EndpointRequest,
} from '@tongke/contract'
import type { PersonPrincipal } from '../people/principal.ts'
import { Endpoint } from '../platform/http/endpoint.decorator.ts'
import { Input } from '../platform/http/input.ts'
import { CurrentPrincipal } from '../platform/http/principal.ts'
import { MonthlyReports } from './monthly-reports.ts'
import { PairingProgress } from './pairing-progress.ts'

@Controller()
export class ReportsController {
  constructor(
    private readonly reports: MonthlyReports,
    private readonly pairings: PairingProgress,
  ) {}

  @Endpoint(getPairingProgress)
  pairingProgress(
    @Input() { params }: EndpointRequest<typeof getPairingProgress>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.pairings.of(who, params.id)
  }

  @Endpoint(getMonthlyReport)
  get(
    @Input() { params }: EndpointRequest<typeof getMonthlyReport>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.reports.read(who, params.month)
  }

  @Endpoint(listReportLegs)
  legs(
    @Input() { params, query }: EndpointRequest<typeof listReportLegs>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.reports.legs(who, params.month, query)
  }

  @Endpoint(exportMonthlyReport)
  workbook(
    @Input() { params }: EndpointRequest<typeof exportMonthlyReport>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.reports.workbook(who, params.month)
  }

  @Endpoint(publishMonthlyReport)
  publish(
    @Input() { params }: EndpointRequest<typeof publishMonthlyReport>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.reports.publish(who, params.month)
  }

  @Endpoint(freezeMonthlyReport)
  freeze(
    @Input() { params }: EndpointRequest<typeof freezeMonthlyReport>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.reports.freeze(who, params.month)
  }

  @Endpoint(objectToReport)
  object(
    @Input() { params, body }: EndpointRequest<typeof objectToReport>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.reports.object(who, params.month, body.text)
  }

  @Endpoint(answerObjection)
  answer(
    @Input() { params, body }: EndpointRequest<typeof answerObjection>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.reports.answer(who, params.id, body.text)
  }

  @Endpoint(declareScreenPeriods)
  declare(
    @Input() { body }: EndpointRequest<typeof declareScreenPeriods>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.reports.declare(who, body)
  }
}
