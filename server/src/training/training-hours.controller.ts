import { Controller } from '@nestjs/common'
import {
  appealHours,
  correctHours,
  decideHours,
  decideHoursAppeal,
  exportTrainingFile,
  getHoursClaim,
  getTrainingFile,
  listHoursDesk,
  listTrainingNotices,
  printTrainingFile,
  readTrainingNotice,
  type EndpointRequest,
} from '@tongke/contract'
import type { PersonPrincipal } from '../people/principal.ts'
import { Endpoint } from '../platform/http/endpoint.decorator.ts'
import { Input } from '../platform/http/input.ts'
import { CurrentPrincipal } from '../platform/http/principal.ts'
import { ClaimAppeals } from './ledger/claim-appeals.ts'
import { ClaimDesk } from './ledger/claim-desk.ts'
import { ClaimReading } from './ledger/claim-reading.ts'
import { TrainingNotices } from './overview/training-notices.ts'
import { TrainingFiles } from './record/training-files.ts'
import { TrainingPapers } from './record/training-papers.ts'

@Controller()
export class TrainingHoursController {
  constructor(
    private readonly desk: ClaimDesk,
    private readonly reading: ClaimReading,
    private readonly appeals: ClaimAppeals,
    private readonly files: TrainingFiles,
    private readonly papers: TrainingPapers,
    private readonly notices: TrainingNotices,
  ) {}

  @Endpoint(listHoursDesk)
  list(@Input() { query }: EndpointRequest<typeof listHoursDesk>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.desk.list(who, query)
  }

  @Endpoint(decideHours)
  decide(@Input() { body }: EndpointRequest<typeof decideHours>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.desk.decide(who, body)
  }

  @Endpoint(getHoursClaim)
  claim(
    @Input() { params }: EndpointRequest<typeof getHoursClaim>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.reading.read(who, params.id)
  }

  @Endpoint(appealHours)
  appeal(
    @Input() { params, body }: EndpointRequest<typeof appealHours>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.appeals.appeal(who, params.id, body.text)
  }

  @Endpoint(decideHoursAppeal)
  decideAppeal(
    @Input() { params, body }: EndpointRequest<typeof decideHoursAppeal>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.appeals.decide(who, params.id, body)
  }

  @Endpoint(correctHours)
  correct(
    @Input() { params, body }: EndpointRequest<typeof correctHours>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.appeals.correct(who, params.id, body)
  }

  @Endpoint(getTrainingFile)
  file(
    @Input() { params, query }: EndpointRequest<typeof getTrainingFile>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.files.read(who, params.id, query.cycle)
  }

  @Endpoint(exportTrainingFile)
  workbook(
    @Input() { params, query }: EndpointRequest<typeof exportTrainingFile>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.papers.workbook(who, params.id, query.cycle)
  }

  @Endpoint(printTrainingFile)
  print(
    @Input() { params, query }: EndpointRequest<typeof printTrainingFile>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.papers.print(who, params.id, query.cycle)
  }

  @Endpoint(listTrainingNotices)
  async unread(@CurrentPrincipal() who: PersonPrincipal) {
    return { items: await this.notices.of(who.id, true) }
  }

  @Endpoint(readTrainingNotice)
  read(
    @Input() { params }: EndpointRequest<typeof readTrainingNotice>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.notices.read(who.id, params.id)
  }
}
