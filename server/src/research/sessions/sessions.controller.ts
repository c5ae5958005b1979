import { Controller } from '@nestjs/common'
import {
  addSessionMember,
  getSession,
  listResearchSessions,
  proposeSession,
  removeSessionMember,
  saveAgenda,
  stepSession,
  updateSession,
  type EndpointRequest,
} from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Endpoint } from '../../platform/http/endpoint.decorator.ts'
import { Input } from '../../platform/http/input.ts'
import { CurrentPrincipal } from '../../platform/http/principal.ts'
import { SessionAgenda } from './session-agenda.ts'
import { SessionDesk } from './session-desk.ts'
import { SessionMembers } from './session-members.ts'
import { SessionReading } from './session-reading.ts'

@Controller()
export class SessionsController {
  constructor(
    private readonly desk: SessionDesk,
    private readonly members: SessionMembers,
    private readonly agenda: SessionAgenda,
    private readonly reading: SessionReading,
  ) {}

  @Endpoint(listResearchSessions)
  list(
    @Input() { query }: EndpointRequest<typeof listResearchSessions>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.reading.list(who, query)
  }

  @Endpoint(proposeSession)
  async propose(
    @Input() { body }: EndpointRequest<typeof proposeSession>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.reading.detail(who, await this.desk.propose(who, body))
  }

  @Endpoint(getSession)
  get(@Input() { params }: EndpointRequest<typeof getSession>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.reading.detail(who, params.id)
  }

  @Endpoint(updateSession)
  async update(
    @Input() { params, body }: EndpointRequest<typeof updateSession>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.update(who, params.id, body)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(stepSession)
  async step(
    @Input() { params, body }: EndpointRequest<typeof stepSession>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.step(who, params.id, body)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(saveAgenda)
  async saveAgenda(
    @Input() { params, body }: EndpointRequest<typeof saveAgenda>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.agenda.save(who, params.id, body)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(addSessionMember)
  async addMember(
    @Input() { params }: EndpointRequest<typeof addSessionMember>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.members.add(who, params.id, params.personId)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(removeSessionMember)
  async removeMember(
    @Input() { params }: EndpointRequest<typeof removeSessionMember>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.members.remove(who, params.id, params.personId)
    return this.reading.detail(who, params.id)
  }
}
