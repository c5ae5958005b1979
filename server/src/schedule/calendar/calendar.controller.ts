import { Controller } from '@nestjs/common'
import { getBells, getCalendar, setBells, setCalendar, type EndpointRequest } from '@tongke/contract'
import type { PersonPrincipal, Principal } from '../../people/principal.ts'
import { Endpoint } from '../../platform/http/endpoint.decorator.ts'
import { Input } from '../../platform/http/input.ts'
import { CurrentPrincipal } from '../../platform/http/principal.ts'
import { BellDesk } from './bell-desk.ts'
import { CalendarDesk } from './calendar-desk.ts'

@Controller()
export class CalendarController {
  constructor(
    private readonly calendar: CalendarDesk,
    private readonly bells: BellDesk,
  ) {}

  @Endpoint(getCalendar)
  get(@Input() { query }: EndpointRequest<typeof getCalendar>, @CurrentPrincipal() who: Principal) {
    return this.calendar.get(who, query.schoolYear)
  }

  @Endpoint(setCalendar)
  async set(
    @Input() { params, body }: EndpointRequest<typeof setCalendar>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.calendar.set(who, params.schoolYear, body)
    return this.calendar.get(who, params.schoolYear)
  }

  @Endpoint(getBells)
  getBells(@Input() { query }: EndpointRequest<typeof getBells>, @CurrentPrincipal() who: Principal) {
    return this.bells.get(who, query)
  }

  @Endpoint(setBells)
  async setBells(
    @Input() { body }: EndpointRequest<typeof setBells>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.bells.set(who, body)
    return this.bells.get(who, body)
  }
}
