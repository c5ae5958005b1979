import { Controller } from '@nestjs/common'
import {
  appointRecorder,
  draftMinutes,
  getContributions,
  getMinutes,
  listOutcomes,
  makeOutcome,
  minutesDocx,
  minutesPdf,
  saveMinutes,
  signMinutes,
  undoMinutes,
  type EndpointRequest,
} from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Endpoint } from '../../platform/http/endpoint.decorator.ts'
import { Input } from '../../platform/http/input.ts'
import { CurrentPrincipal } from '../../platform/http/principal.ts'
import { Contributions } from './contributions.ts'
import { MinutesDesk } from './minutes-desk.ts'
import { MinutesPaper } from './minutes-paper.ts'
import { Outcomes } from './outcomes.ts'

/** What comes out of a session: who gave what, its minutes, its resources. */
@Controller()
export class OutcomeController {
  constructor(
    private readonly contributions: Contributions,
    private readonly minutes: MinutesDesk,
    private readonly papers: MinutesPaper,
    private readonly outcomes: Outcomes,
  ) {}

  @Endpoint(getContributions)
  contributed(
    @Input() { params }: EndpointRequest<typeof getContributions>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.contributions.read(who, params.id)
  }

  @Endpoint(getMinutes)
  readMinutes(
    @Input() { params }: EndpointRequest<typeof getMinutes>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.minutes.read(who, params.id)
  }

  @Endpoint(draftMinutes)
  async draft(
    @Input() { params, body }: EndpointRequest<typeof draftMinutes>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.minutes.draft(who, params.id, body)
    return this.minutes.read(who, params.id)
  }

  @Endpoint(saveMinutes)
  async save(
    @Input() { params, body }: EndpointRequest<typeof saveMinutes>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.minutes.save(who, params.id, body)
    return this.minutes.read(who, params.id)
  }

  @Endpoint(undoMinutes)
  async undo(
    @Input() { params, body }: EndpointRequest<typeof undoMinutes>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.minutes.undo(who, params.id, body)
    return this.minutes.read(who, params.id)
  }

  @Endpoint(appointRecorder)
  async appoint(
    @Input() { params, body }: EndpointRequest<typeof appointRecorder>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.minutes.appoint(who, params.id, body)
    return this.minutes.read(who, params.id)
  }

  @Endpoint(signMinutes)
  async sign(
    @Input() { params, body }: EndpointRequest<typeof signMinutes>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.minutes.sign(who, params.id, body)
    return this.minutes.read(who, params.id)
  }

  @Endpoint(minutesDocx)
  docx(@Input() { params }: EndpointRequest<typeof minutesDocx>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.papers.docx(who, params.id)
  }

  @Endpoint(minutesPdf)
  pdf(@Input() { params }: EndpointRequest<typeof minutesPdf>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.papers.pdf(who, params.id)
  }

  @Endpoint(listOutcomes)
  list(@Input() { params }: EndpointRequest<typeof listOutcomes>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.outcomes.read(who, params.id)
  }

  @Endpoint(makeOutcome)
  async make(
    @Input() { params, body }: EndpointRequest<typeof makeOutcome>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.outcomes.make(who, params.id, body)
    return this.outcomes.read(who, params.id)
  }
}
