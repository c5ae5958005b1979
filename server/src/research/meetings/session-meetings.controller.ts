import { Controller } from '@nestjs/common'
import { holdSessionMeeting, type EndpointRequest } from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Endpoint } from '../../platform/http/endpoint.decorator.ts'
import { Input } from '../../platform/http/input.ts'
import { CurrentPrincipal } from '../../platform/http/principal.ts'
import { SessionMeetings } from './session-meetings.ts'

@Controller()
export class SessionMeetingsController {
  constructor(private readonly meetings: SessionMeetings) {}

  @Endpoint(holdSessionMeeting)
  async hold(
    @Input() { params, body }: EndpointRequest<typeof holdSessionMeeting>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return { lessonId: await this.meetings.hold(who, params.id, body) }
  }
}
