import { Controller } from '@nestjs/common'
import { getMeeting, listMeetingsToday, type EndpointRequest } from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Endpoint } from '../../platform/http/endpoint.decorator.ts'
import { Input } from '../../platform/http/input.ts'
import { CurrentPrincipal } from '../../platform/http/principal.ts'
import { MeetingDay } from './meeting-day.ts'
import { MeetingReckoning } from './meeting-reckoning.ts'

@Controller()
export class MeetingsController {
  constructor(
    private readonly reckoning: MeetingReckoning,
    private readonly day: MeetingDay,
  ) {}

  @Endpoint(getMeeting)
  get(@Input() { params }: EndpointRequest<typeof getMeeting>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.reckoning.read(who, params.id)
  }

  @Endpoint(listMeetingsToday)
  today(@CurrentPrincipal() who: PersonPrincipal) {
    return this.day.of(who)
  }
}
