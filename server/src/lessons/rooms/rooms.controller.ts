import { Controller } from '@nestjs/common'
import {
  getRepair,
  getRoom,
  getRoomDay,
  getRoomFigures,
  listRepairs,
  listRooms,
  reportRoom,
  stepRepair,
  tellRepair,
  tellRepairHere,
  type EndpointRequest,
} from '@tongke/contract'
import type { DevicePrincipal, PersonPrincipal } from '../../people/principal.ts'
import { Endpoint } from '../../platform/http/endpoint.decorator.ts'
import { Input } from '../../platform/http/input.ts'
import { CurrentPrincipal } from '../../platform/http/principal.ts'
import { RoomDay } from './room-day.ts'
import { RoomReading } from './room-reading.ts'
import { RoomRepairs } from './room-repairs.ts'
import { RoomReports } from './room-reports.ts'

@Controller()
export class RoomsController {
  constructor(
    private readonly reports: RoomReports,
    private readonly days: RoomDay,
    private readonly reading: RoomReading,
    private readonly repairs: RoomRepairs,
  ) {}

  @Endpoint(reportRoom)
  report(@Input() { body }: EndpointRequest<typeof reportRoom>, @CurrentPrincipal() who: DevicePrincipal) {
    return this.reports.take(who, body)
  }

  @Endpoint(getRoomDay)
  day(@CurrentPrincipal() who: DevicePrincipal) {
    return this.days.of(who)
  }

  @Endpoint(tellRepairHere)
  tellHere(
    @Input() { body }: EndpointRequest<typeof tellRepairHere>,
    @CurrentPrincipal() who: DevicePrincipal,
  ) {
    return this.repairs.tellHere(who, body)
  }

  @Endpoint(tellRepair)
  tell(
    @Input() { params, body }: EndpointRequest<typeof tellRepair>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.repairs.tell(who, params.id, body)
  }

  @Endpoint(listRooms)
  list(@Input() { query }: EndpointRequest<typeof listRooms>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.reading.list(who, query)
  }

  @Endpoint(getRoomFigures)
  figures(
    @Input() { query }: EndpointRequest<typeof getRoomFigures>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.reading.figures(who, query)
  }

  @Endpoint(getRoom)
  get(@Input() { params }: EndpointRequest<typeof getRoom>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.reading.detail(who, params.id)
  }

  @Endpoint(listRepairs)
  listRepairs(
    @Input() { query }: EndpointRequest<typeof listRepairs>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.repairs.list(who, query)
  }

  @Endpoint(getRepair)
  getRepair(
    @Input() { params }: EndpointRequest<typeof getRepair>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.repairs.detail(who, params.id)
  }

  @Endpoint(stepRepair)
  stepRepair(
    @Input() { params, body }: EndpointRequest<typeof stepRepair>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.repairs.step(who, params.id, body)
  }
}
